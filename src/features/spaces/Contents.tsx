import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useLightdashLink } from '#/data/config';
import type { Content, SpaceDetail } from '#/data/spaces';
import { count } from '#/lib/text';
import details from '#/ui/Details.module.css';
import { spaceLink } from './routes';
import styles from './SpacePage.module.css';

const Section = ({
  id,
  title,
  size,
  none,
  children,
}: {
  id: string;
  title: string;
  size: number;
  none: string;
  children: ReactNode;
}) => (
  <section className={details.section} aria-labelledby={id}>
    <h2 id={id}>
      {title} <span>{size}</span>
    </h2>
    {size === 0 ? <p className={styles.soft}>{none}</p> : <ul className={details.list}>{children}</ul>}
  </section>
);

const Out = ({ href, name }: { href: string | null; name: string }) =>
  href ? (
    <a href={href} target="_blank" rel="noreferrer">
      <bdi>{name}</bdi>
    </a>
  ) : (
    <bdi>{name}</bdi>
  );

const byName = (a: Content, b: Content) => a.name.localeCompare(b.name);

/** What is in a space: spaces, dashboards and charts. */
export const Contents = ({ detail }: { detail: SpaceDetail }) => {
  const lightdash = useLightdashLink();
  const { projectUuid, children, dashboards, charts } = detail;
  return (
    <div className={styles.columns}>
      <Section id="inside" title="Spaces inside" size={children.length} none="None.">
        {children.toSorted(byName).map((child) => (
          <li key={child.uuid}>
            <Link to={spaceLink(projectUuid, child.uuid)}>
              <bdi>{child.name}</bdi>
            </Link>
            <span>
              {count(child.charts, 'chart', 'charts')}, {count(child.dashboards, 'dashboard', 'dashboards')}
            </span>
          </li>
        ))}
      </Section>
      <Section id="dashboards" title="Dashboards" size={dashboards.length} none="None.">
        {dashboards.toSorted(byName).map(({ uuid, name }) => (
          <li key={uuid}>
            <Out href={lightdash(`/projects/${projectUuid}/dashboards/${uuid}`)} name={name} />
          </li>
        ))}
      </Section>
      <Section id="charts" title="Charts" size={charts.length} none="None.">
        {charts.toSorted(byName).map(({ uuid, name }) => (
          <li key={uuid}>
            <Out href={lightdash(`/projects/${projectUuid}/saved/${uuid}`)} name={name} />
          </li>
        ))}
      </Section>
    </div>
  );
};

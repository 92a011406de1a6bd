import type { ReactNode } from 'react';
import { Link } from '#/ui/Link';
import { useMe } from '#/data/me';
import { useRoleNames } from '#/data/role-names';
import type { EachProject } from '#/data/useEachProject';
import { projectAccessLink } from '#/features/projects/routes';
import { schedulerLink } from '#/features/schedulers/routes';
import { readingInWords } from '#/lib/reading';
import { count } from '#/lib/text';
import details from '#/ui/Details.module.css';
import { useMemberBelongings } from './useMemberBelongings';

type SectionProps = {
  id: string;
  title: string;
  of: EachProject<unknown>;
  size: number;
  none: string;
  /** Others than those that are read may exist (docs/lightdash/roles.md#o8). */
  isPart?: boolean;
  hidden: string | null;
  children: ReactNode;
};

const Section = ({ id, title, of, size, none, isPart = false, hidden, children }: SectionProps) => (
  <section className={details.section} aria-labelledby={id}>
    <h2 id={id}>
      {title} {!hidden && !isPart && <span>{size}</span>}
    </h2>
    {hidden ? (
      <p className={details.note}>{hidden}</p>
    ) : (
      <>
        <ul className={details.list}>{children}</ul>
        <p className={details.note} role="status">
          {!of.done && !of.error && readingInWords(of)}
          {of.done && size === 0 && of.failed === 0 && none}
          {of.done && isPart && size > 0 && 'Only of projects that you can open.'}
          {of.forbidden > 0 && ` Your role does not show ${count(of.forbidden, 'project', 'projects')}.`}
          {(of.failed > 0 || of.error) && ' Some projects could not be read; reload to try again.'}
        </p>
      </>
    )}
  </section>
);

/** The direct project grants and the schedulers of one member, as they come in. */
export const MemberBelongings = ({ userUuid }: { userUuid: string }) => {
  const { may } = useMe();
  const { grants, grantsOf, schedulers, schedulersOf } = useMemberBelongings(userUuid, may.readSchedulers === true);
  const nameRole = useRoleNames(grants.map(({ role }) => role));
  const seesAll = may.readProjectAccess === true;
  return (
    <>
      <Section
        id="grants"
        title="Direct project grants"
        of={grantsOf}
        size={grants.length}
        none={seesAll ? 'None: access comes from the role and from groups.' : 'None in projects that you can open.'}
        isPart={!seesAll}
        hidden={null}
      >
        {grants.map(({ project, role, hasMoreRoles }) => (
          <li key={project.uuid}>
            <Link to={projectAccessLink(project.uuid)}>
              <bdi>{project.name}</bdi>
            </Link>
            <span>
              <bdi>{nameRole(role)}</bdi>
              {hasMoreRoles && ' and more'}
            </span>
          </li>
        ))}
      </Section>
      <Section
        id="schedulers"
        title="Schedulers owned"
        of={schedulersOf}
        size={schedulers.length}
        none="None."
        hidden={may.readSchedulers === true ? null : may.readSchedulers.reason}
      >
        {schedulers.map(({ project, scheduler }) => (
          <li key={scheduler.uuid}>
            <Link to={schedulerLink(scheduler.uuid)}>
              <bdi>{scheduler.name}</bdi>
            </Link>
            <span>
              <bdi>{project.name}</bdi>
              {!scheduler.isEnabled && ' · off'}
            </span>
          </li>
        ))}
      </Section>
    </>
  );
};

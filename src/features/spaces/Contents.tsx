import { useMemo, useState, type ReactNode } from 'react';
import { Link } from '#/ui/Link';
import { useLightdashLink } from '#/data/config';
import { useProjectContent, type ContentItem } from '#/data/content';
import { useMe } from '#/data/me';
import { contentPath, useProjectSchedulers } from '#/data/schedulers';
import type { Content, SpaceDetail } from '#/data/spaces';
import { reasonOf } from '#/domain/permissions';
import type { Scheduler } from '#/domain/schedule/types';
import type { PlacedSpace } from '#/domain/spaces';
import { schedulerLink } from '#/features/schedulers/routes';
import { validationLink } from '#/features/validation/routes';
import { count } from '#/lib/text';
import { Button } from '#/ui/Button';
import details from '#/ui/Details.module.css';
import { onDemand } from '#/ui/late';
import { spaceLink } from './routes';
import styles from './SpacePage.module.css';

const MoveContentModal = onDemand(async () => (await import('./MoveContentModal')).MoveContentModal);

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

const byName = (a: Content, b: Content) => a.name.localeCompare(b.name);

/** What a space says of its content, until the project has said more. */
const plain =
  (kind: ContentItem['kind'], spaceUuid: string) =>
  ({ uuid, name }: Content): ContentItem => ({
    kind,
    uuid,
    name,
    spaceUuid,
    isSql: false,
    within: null,
    views: null,
    isBroken: null,
  });

type ContentsProps = {
  detail: SpaceDetail;
  space: PlacedSpace;
  /** The spaces of its project, and whether they could not be read. */
  spaces: readonly PlacedSpace[];
  isUnlisted: boolean;
};

/** What is in a space: spaces, dashboards and charts, each with the schedulers that hang on it; charts and dashboards can be moved. */
export const Contents = ({ detail, space, spaces, isUnlisted }: ContentsProps) => {
  const { may } = useMe();
  const { projectUuid, children } = detail;
  const content = useProjectContent(projectUuid);
  const seesSchedulers = may.readSchedulersOf(projectUuid);
  const { data: schedulers, isError: areSchedulersUnread } = useProjectSchedulers(projectUuid, seesSchedulers === true);
  const isUnread = areSchedulersUnread && !schedulers;
  const [moving, setMoving] = useState<ContentItem | null>(null);

  const hanging = useMemo(() => {
    const byContent = new Map<string, Scheduler[]>();
    for (const scheduler of schedulers ?? []) {
      const uuid = scheduler.content?.uuid ?? '';
      byContent.set(uuid, [...(byContent.get(uuid) ?? []), scheduler]);
    }
    return byContent;
  }, [schedulers]);
  const here = (all: readonly ContentItem[] | undefined, kind: ContentItem['kind'], told: readonly Content[]) =>
    (all?.filter(({ spaceUuid }) => spaceUuid === detail.uuid) ?? told.map(plain(kind, detail.uuid))).toSorted(byName);
  const dashboards = here(content.dashboards, 'dashboard', detail.dashboards);
  const charts = here(content.charts, 'chart', detail.charts);
  const row = (item: ContentItem) => (
    <Item
      key={item.uuid}
      item={item}
      projectUuid={projectUuid}
      schedulers={hanging.get(item.uuid) ?? []}
      reason={
        item.within === null
          ? reasonOf(may.editContent(item.kind, space))
          : `It belongs to the dashboard ${item.within} and moves with it.`
      }
      onMove={() => setMoving(item)}
    />
  );

  return (
    <>
      {(seesSchedulers !== true || isUnread || content.failure) && (
        <p className={styles.soft} role="status">
          {seesSchedulers !== true && `${seesSchedulers.reason} `}
          {isUnread && 'Which schedulers hang on it could not be read. '}
          {content.failure && 'Views, findings and charts of dashboards could not be read.'}
        </p>
      )}
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
          {dashboards.map(row)}
        </Section>
        <Section id="charts" title="Charts" size={charts.length} none="None.">
          {charts.map(row)}
        </Section>
      </div>
      {moving && (
        <MoveContentModal
          item={moving}
          from={space}
          spaces={spaces}
          isUnread={isUnlisted}
          schedulers={schedulers ? (hanging.get(moving.uuid) ?? []) : null}
          onClose={() => setMoving(null)}
        />
      )}
    </>
  );
};

type ItemProps = {
  item: ContentItem;
  projectUuid: string;
  schedulers: readonly Scheduler[];
  /** Why it cannot be moved. */
  reason: string | undefined;
  onMove: () => void;
};

/** A chart or dashboard, with what hangs on it. */
const Item = ({ item, projectUuid, schedulers, reason, onMove }: ItemProps) => {
  const lightdash = useLightdashLink();
  const { kind, uuid, name, within, views, isBroken } = item;
  const path = item.isSql ? null : contentPath(projectUuid, { kind, uuid, name });
  const href = path && lightdash(path);
  return (
    <li>
      <span className={styles.item}>
        {href ? (
          <a href={href} target="_blank" rel="noreferrer">
            <bdi>{name}</bdi>
          </a>
        ) : (
          <bdi>{name}</bdi>
        )}
        <small>
          {[
            item.isSql && 'SQL chart',
            within !== null && `in the dashboard ${within}`,
            views !== null && count(views, 'view', 'views'),
          ]
            .filter(Boolean)
            .join(' · ')}
          {isBroken && (
            <>
              {' · '}
              <Link to={validationLink({ project: projectUuid, q: name })}>broken</Link>
            </>
          )}
        </small>
        {schedulers.map((scheduler) => (
          <small key={scheduler.uuid}>
            <Link to={schedulerLink(scheduler.uuid)}>
              <bdi>{scheduler.name}</bdi>
            </Link>{' '}
            of <bdi>{scheduler.ownerName}</bdi>
            {!scheduler.isEnabled && ' · off'}
          </small>
        ))}
      </span>
      <span>
        <Button look="quiet" reason={reason} aria-label={`Move ${name}`} onClick={onMove}>
          Move
        </Button>
      </span>
    </li>
  );
};

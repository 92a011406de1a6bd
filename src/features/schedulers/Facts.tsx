import type { ReactNode } from 'react';
import { Link } from '#/ui/Link';
import { useLightdashLink } from '#/data/config';
import type { Project } from '#/data/projects';
import { useQueuedRuns } from '#/data/scheduler-runs';
import type { DeliveryOptions, SchedulerDetails } from '#/data/scheduler-wire';
import { contentPath } from '#/data/schedulers';
import { statusName } from '#/domain/members';
import { memberLink } from '#/features/members/routes';
import { dateIn, relativeDate, shortDate } from '#/lib/dates';
import { count, grouped, listOf } from '#/lib/text';
import parts from '#/ui/Details.module.css';
import { pointedDate } from '#/ui/pointed-date';
import { schedulersLink } from './routes';
import type { Row } from './rows';
import styles from './SchedulerPage.module.css';
import { contentName, formatName } from './words';

type FactsProps = {
  row: Row;
  details: SchedulerDetails;
  /** Undefined while it is looked for, null where it can't be found. */
  project: Pick<Project, 'uuid' | 'name'> | null | undefined;
  /** The search for the project has failed; the list of runs tells why. */
  isProjectUnread: boolean;
  now: Date;
  zoneReason: string | undefined;
  onZone: () => void;
};

const OPERATORS: Readonly<Record<string, string>> = {
  greaterThan: 'is greater than',
  lessThan: 'is less than',
  increasedBy: 'has grown by percent',
  decreasedBy: 'has fallen by percent',
};

const optionsInWords = (options: DeliveryOptions): string => {
  if (options.kind === 'sheet') return options.tab ? `${options.name}, sheet ${options.tab}` : options.name;
  if (options.kind === 'image')
    return listOf([...(options.withPdf ? ['with a PDF'] : []), ...(options.pagePerTab ? ['a page for each tab'] : [])]);
  const rows =
    options.limit === 'table'
      ? 'as many rows as the chart shows'
      : options.limit === 'all'
        ? 'all rows'
        : `up to ${count(options.limit, 'row', 'rows')}`;
  return `${rows}, ${options.formatted ? 'formatted' : 'raw'} values`;
};

const Out = ({ href, children }: { href: string | null; children: ReactNode }) =>
  href ? (
    <a href={href} target="_blank" rel="noreferrer">
      {children}
    </a>
  ) : (
    children
  );

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </>
);

/** What a scheduler delivers, for whom, and when. */
export const Facts = ({ row, details, project, isProjectUnread, now, zoneReason, onZone }: FactsProps) => {
  const { scheduler, rule, zone, next, ownerStatus } = row;
  const lightdash = useLightdashLink();
  const { data: queued, isError: isQueueUnread } = useQueuedRuns(scheduler.uuid, details.projectUuid === null);
  const { content } = scheduler;
  const path = content && contentPath(scheduler.projectUuid, content);
  const extras = [
    details.filters > 0 && count(details.filters, 'filter set', 'filters set'),
    details.tabs !== null && count(details.tabs, 'tab', 'tabs'),
    !details.includeLinks && 'without links to Lightdash',
    details.isPlainText && 'e-mails as plain text',
    details.hasState && 'in the state that was chosen',
  ].filter((each) => typeof each === 'string');

  return (
    <section className={parts.section} aria-labelledby="facts">
      <h2 id="facts">Delivery</h2>
      <dl className={parts.facts}>
        <Fact name={contentName(content?.kind ?? 'chart')}>
          {content ? (
            <Out href={path && lightdash(path)}>
              <bdi>{content.name}</bdi>
            </Out>
          ) : (
            'None'
          )}
          {extras.length > 0 && <div className={styles.small}>{listOf(extras)}</div>}
        </Fact>
        <Fact name="Project">
          {project ? (
            <Link to={schedulersLink({ project: project.uuid })}>
              <bdi>{project.name}</bdi>
            </Link>
          ) : (
            <span className={styles.small}>
              {project === null ? 'Not shown to your role' : isProjectUnread ? 'Could not be read' : '…'}
            </span>
          )}
        </Fact>
        <Fact name="Format">
          {formatName(scheduler.format)}
          {optionsInWords(details.options) && <div className={styles.small}>{optionsInWords(details.options)}</div>}
        </Fact>
        {details.thresholds.length > 0 && (
          <Fact name="Condition">
            {details.thresholds.map(({ fieldId, operator, value }) => (
              <div key={`${fieldId} ${operator} ${value}`}>
                <code className={parts.mono}>{fieldId}</code> {OPERATORS[operator] ?? operator} {grouped(value)}
              </div>
            ))}
            <div className={styles.small}>
              {scheduler.notificationFrequency === 'once'
                ? 'Sent once; Lightdash then switches it off.'
                : 'Sent at each time at which it holds.'}
            </div>
          </Fact>
        )}
        {details.message && (
          <Fact name="Message">
            <bdi className={styles.message}>{details.message}</bdi>
          </Fact>
        )}
        <Fact name="Schedule">
          {rule}
          <div className={styles.small}>
            <code className={parts.mono}>{scheduler.cron}</code> in {zone ?? 'the time zone of the project'}
            {!scheduler.timezone && zone && ', that of the project'}
            {!scheduler.timezone && scheduler.projectUuid && !zoneReason && (
              <>
                {' · '}
                <button type="button" className={styles.link} onClick={onZone}>
                  Change it
                </button>
              </>
            )}
          </div>
        </Fact>
        <Fact name="Next runs">
          {next.length === 0 && (
            <span className={styles.small}>
              {!scheduler.isEnabled ? 'None: it is switched off.' : zone ? 'None.' : 'Not known without the time zone.'}
            </span>
          )}
          {next.map((date) => (
            <div key={date.getTime()}>
              <time dateTime={date.toISOString()}>{dateIn(date, zone)}</time>{' '}
              <span className={styles.small}>{relativeDate(date.toISOString(), now)}</span>
            </div>
          ))}
          {queued && (
            <div className={styles.small}>
              {queued.length === 0
                ? 'Nothing queued for today.'
                : `${count(queued.length, 'run', 'runs')} queued for today.`}
            </div>
          )}
          {!queued && isQueueUnread && <div className={styles.small}>What is queued for today could not be read.</div>}
        </Fact>
        <Fact name="Owner">
          {ownerStatus === null ? (
            <bdi>{scheduler.ownerName}</bdi>
          ) : (
            <Link to={memberLink(scheduler.ownerUuid)}>
              <bdi>{scheduler.ownerName}</bdi>
            </Link>
          )}
          {ownerStatus && ownerStatus !== 'active' && <span className={styles.bad}> {statusName(ownerStatus)}</span>}
          <div className={styles.small}>It runs with the owner’s permissions.</div>
        </Fact>
        <Fact name="Changed">
          <time dateTime={scheduler.updatedAt} {...pointedDate(scheduler.updatedAt)}>
            {shortDate(scheduler.updatedAt)}, {relativeDate(scheduler.updatedAt, now)}
          </time>
        </Fact>
      </dl>
    </section>
  );
};

import { Link } from '#/ui/Link';
import { useLightdashLink } from '#/data/config';
import { useMe } from '#/data/me';
import { contentPath } from '#/data/schedulers';
import { reasonOf } from '#/domain/permissions';
import type { Cause, Finding } from '#/domain/validation';
import { schedulerLink } from '#/features/schedulers/routes';
import { count, grouped } from '#/lib/text';
import { Button } from '#/ui/Button';
import { Dialog } from '#/ui/Dialog';
import styles from './validation.module.css';

type CauseDialogProps = { cause: Cause; onDismiss: (causes: readonly Cause[]) => void; onClose: () => void };

const KINDS: Record<Finding['kind'], string> = {
  chart: 'Chart',
  dashboard: 'Dashboard',
  table: 'Table',
  app: 'Data app',
};

/** Everything that one root cause breaks: each chart and dashboard with its schedulers; one or all findings can be dismissed. */
export const CauseDialog = ({ cause, onDismiss, onClose }: CauseDialogProps) => {
  const { may } = useMe();
  const lightdash = useLightdashLink();
  const reason = reasonOf(may.validate(cause.projectUuid));
  return (
    <Dialog
      title={cause.what}
      wide
      onClose={onClose}
      footer={
        <>
          <Button reason={reason} onClick={() => onDismiss([cause])}>
            Dismiss all {grouped(cause.findings.length)}
          </Button>
          <Button look="primary" onClick={onClose}>
            Close
          </Button>
        </>
      }
    >
      <p>
        {count(cause.findings.length, 'finding', 'findings')} in <bdi>{cause.projectName}</bdi>.
        {cause.isWarning && ' Nothing is broken by it, and no delivery fails: a chart may only look wrong.'}
      </p>
      <ul className={styles.list} aria-label="Findings">
        {cause.findings.map((finding) => {
          const { id, kind, contentUuid, name, error, fieldName, views, changedBy } = finding;
          const path =
            contentUuid && (kind === 'chart' || kind === 'dashboard')
              ? contentPath(cause.projectUuid, { kind, uuid: contentUuid, name })
              : null;
          const href = path && lightdash(path);
          const hanging = cause.schedulers.filter((each) => each.contentUuid === contentUuid);
          return (
            <li key={id}>
              {KINDS[kind]}{' '}
              {href ? (
                <a href={href} target="_blank" rel="noreferrer">
                  <bdi>{name}</bdi>
                </a>
              ) : (
                <b>
                  <bdi>{name}</bdi>
                </b>
              )}{' '}
              <Button
                look="quiet"
                reason={reason}
                aria-label={`Dismiss ${name}: ${error}`}
                onClick={() => onDismiss([{ ...cause, findings: [finding], schedulers: hanging }])}
              >
                Dismiss
              </Button>
              <p>
                {cause.isWarning && fieldName !== '' && `${fieldName}: `}
                {error}
              </p>
              <p>
                {views !== null && count(views, 'view', 'views')}
                {changedBy && (
                  <>
                    {views !== null && ' · '}
                    changed last by <bdi>{changedBy}</bdi>
                  </>
                )}
              </p>
              {hanging.map((scheduler) => (
                <p key={scheduler.uuid}>
                  {scheduler.isEnabled ? 'Sent by: ' : 'Off: '}
                  <Link to={schedulerLink(scheduler.uuid)}>
                    <bdi>{scheduler.name}</bdi>
                  </Link>{' '}
                  of <bdi>{scheduler.ownerName}</bdi>
                </p>
              ))}
            </li>
          );
        })}
      </ul>
    </Dialog>
  );
};

import { explainRow } from '#/api/core/sentences';
import { useMadeOld } from '#/data/invalidation';
import { useMe } from '#/data/me';
import type { Project } from '#/data/projects';
import { dismissFinding, validate } from '#/data/validation';
import { reasonOf } from '#/domain/permissions';
import type { Cause } from '#/domain/validation';
import { count } from '#/lib/text';
import { RunDialog } from '#/ui/RunDialog';
import { CauseDialog } from './CauseDialog';

export type OpenValidationDialog =
  | { kind: 'validate'; projects: readonly Project[] }
  | { kind: 'dismiss'; causes: readonly Cause[] }
  | { kind: 'cause'; cause: Cause };

type ValidationDialogsProps = {
  dialog: OpenValidationDialog;
  onDismiss: (causes: readonly Cause[]) => void;
  onClose: () => void;
};

/** The dialogs about validation, loaded together when the first is opened. */
export const ValidationDialogs = ({ dialog, onDismiss, onClose }: ValidationDialogsProps) => {
  if (dialog.kind === 'cause') return <CauseDialog cause={dialog.cause} onDismiss={onDismiss} onClose={onClose} />;
  if (dialog.kind === 'validate') return <ValidateDialog projects={dialog.projects} onClose={onClose} />;
  return <DismissDialog causes={dialog.causes} onClose={onClose} />;
};

/** Validates projects, and follows each job to its end. */
const ValidateDialog = ({ projects, onClose }: { projects: readonly Project[]; onClose: () => void }) => {
  const { may } = useMe();
  const madeOld = useMadeOld();
  return (
    <RunDialog
      title="Validate projects"
      items={projects.map(({ uuid, name }) => ({
        id: uuid,
        label: name,
        blocked: reasonOf(may.validate(uuid)) ?? null,
      }))}
      noun={['project', 'projects']}
      doneWord="validated"
      start="Validate"
      work={async ({ id: projectUuid }, { signal, tell }) => {
        const hasEnded = await validate(projectUuid, signal, tell);
        await madeOld('dismissValidationResult', { projectUuid, validationId: '' });
        return hasEnded ? 'Its findings are up to date.' : 'It goes on at the server; look again later.';
      }}
      explain={explainRow}
      onSettled={() => {}}
      onClose={onClose}
    >
      <p>
        Lightdash looks at every chart, dashboard and table of the project. What it finds replaces the findings of
        before; dismissed ones come back as long as their cause is there.
      </p>
    </RunDialog>
  );
};

/** Dismisses the findings of root causes, one call each. */
const DismissDialog = ({ causes, onClose }: { causes: readonly Cause[]; onClose: () => void }) => {
  const { may } = useMe();
  const madeOld = useMadeOld();
  const all = causes.flatMap((cause) => cause.findings.map((finding) => ({ cause, finding })));
  const running = new Set(causes.flatMap(({ schedulers }) => schedulers.filter((each) => each.isEnabled)));
  return (
    <RunDialog
      title={causes.length === 1 ? 'Dismiss findings' : `Dismiss the findings of ${causes.length} root causes`}
      items={all.map(({ cause, finding }) => ({
        id: finding.id,
        label: finding.name,
        detail: `${finding.error} · ${cause.projectName}`,
        blocked: reasonOf(may.validate(cause.projectUuid)) ?? null,
        finding,
      }))}
      noun={['finding', 'findings']}
      doneWord="dismissed"
      start="Dismiss"
      work={({ finding }) => dismissFinding(finding.projectUuid, finding.id)}
      explain={explainRow}
      onSettled={() =>
        madeOld(
          'dismissValidationResult',
          ...[...new Set(causes.map(({ projectUuid }) => projectUuid))].map((projectUuid) => ({
            projectUuid,
            validationId: '',
          })),
        )
      }
      onClose={onClose}
    >
      <p>
        It mends nothing: the findings are gone from the list until the next validation.
        {running.size > 0 && ` ${count(running.size, 'scheduler sends', 'schedulers send')} it all the same.`}
      </p>
    </RunDialog>
  );
};

import { useRef } from 'react';
import { ApiFailure, NOT_SHOWN } from '#/api/core/failure';
import { explainRow } from '#/api/core/sentences';
import { useMadeOld } from '#/data/invalidation';
import { useMe } from '#/data/me';
import type { Project } from '#/data/projects';
import { readJob } from '#/data/scheduler-runs';
import { beginValidation, dismissFinding, followValidation, isFindingGone } from '#/data/validation';
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

/** Of a validation that goes on while nobody waits for it any more. */
const GOES_ON = new ApiFailure({ kind: 'timeout', outcome: 'unknown' });

/** Of a validation of which not even the job is known: no check can tell, and to begin another does no harm. */
const NO_JOB = new ApiFailure({
  kind: 'conflict',
  outcome: 'rejected',
  detail: NOT_SHOWN,
  serverMessage: 'The server did not say whether it began',
});

const explainValidation = (error: unknown) =>
  error === GOES_ON ? { text: 'It goes on at the server; check it later.', unknown: true } : explainRow(error);

/** Validates projects, and follows each job to its end. */
const ValidateDialog = ({ projects, onClose }: { projects: readonly Project[]; onClose: () => void }) => {
  const { may } = useMe();
  const madeOld = useMadeOld();
  const jobs = useRef(new Map<string, string>());
  /** Findings are read again only when the job that makes them has ended. */
  const ended = (projectUuid: string) => madeOld('dismissValidationResult', { projectUuid, validationId: '' });
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
        jobs.current.delete(projectUuid);
        const jobId = await beginValidation(projectUuid);
        jobs.current.set(projectUuid, jobId);
        if (!(await followValidation(jobId, signal, tell))) throw GOES_ON;
        await ended(projectUuid);
        return 'Its findings are up to date.';
      }}
      check={async ({ id: projectUuid }) => {
        const jobId = jobs.current.get(projectUuid);
        if (jobId === undefined) throw NO_JOB;
        const { state } = await readJob(jobId);
        if (state === 'error') return 'The validation failed at the server. You can try it again.';
        if (state !== 'completed') throw GOES_ON;
        await ended(projectUuid);
        return true;
      }}
      explain={explainValidation}
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
      work={async ({ finding }) => {
        if (!(await dismissFinding(finding)))
          return 'It was gone already: somebody dismissed it, or a newer validation has replaced it.';
      }}
      check={({ finding }) => isFindingGone(finding)}
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

import { useState } from 'react';
import { HALF_WRITTEN, isFailure, NOT_SHOWN } from '../api/core/failure';
import { describeFailure, type Problem } from '../api/core/sentences';
import { foundSaved } from './invalidation';

type WriteOptions = {
  /** Sends the change, by the mutateAsync of a generated hook wherever it is one operation. Throws ApiFailure. */
  work: () => Promise<unknown>;
  /** After it is known to be saved: says so, closes. What it made old is in data/invalidation.ts. */
  saved: () => Promise<void> | void;
  /** Whether it was saved, for an answer that was lost; absent where nobody can tell. */
  check?: () => Promise<boolean>;
  /** After a refusal that shows that what is on the screen is old (conflict, not found). */
  outdated?: () => void;
  /** Shows what the server says of single fields at them. Out: whether it found any. */
  mark?: (fields: Readonly<Record<string, string>>) => boolean;
};

/** An attempt whose answer was lost. What became of it is asked and said of what was sent, whatever stands in the fields since. */
type Lost = Pick<WriteOptions, 'check' | 'saved'> & { error: unknown };

/**
 * One change made in a dialog: sends it once, keeps the dialog with what went wrong, and offers to check a change whose
 * answer was lost instead of sending it again. Out: `problem` to show, whether a `check` is due, and both actions.
 */
export const useWrite = ({ work, saved, check, outdated, mark }: WriteOptions) => {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [lost, setLost] = useState<Lost | null>(null);

  // In: what to do, and the lost answer that it is to settle, which stays lost when that fails itself: unless no check can tell,
  // and to send it again does no harm.
  const attempt = async (act: () => Promise<void>, keep: Lost | null = null) => {
    setBusy(true);
    setProblem(null);
    setLost(keep);
    try {
      await act();
      setLost(null);
    } catch (error) {
      const described = describeFailure(error);
      const isMarked = isFailure(error) && Object.keys(error.fields).length > 0 && mark?.(error.fields) === true;
      setProblem(isMarked ? { ...described, message: 'What is wrong stands at the fields.' } : described);
      if (isFailure(error) && [HALF_WRITTEN, NOT_SHOWN].includes(error.detail)) setLost(null);
      else if (keep === null && isFailure(error) && error.outcome === 'unknown')
        setLost({ error, saved, ...(check && { check }) });
      if (isFailure(error, 'conflict', 'not-found')) outdated?.();
    }
    setBusy(false);
  };

  return {
    busy,
    problem,
    submit: () =>
      void attempt(async () => {
        await work();
        await saved();
      }),
    checkIfSaved: lost?.check
      ? () =>
          void attempt(async () => {
            if (await lost.check?.()) await Promise.all([foundSaved(lost.error), lost.saved()]);
            else
              setProblem({
                title: 'It was not saved',
                message: 'Everything is as it was. You can try again.',
                canRetry: true,
              });
          }, lost)
      : null,
  };
};

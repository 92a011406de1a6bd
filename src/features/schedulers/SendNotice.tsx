import type { Scheduler } from '#/domain/schedule/types';
import { count } from '#/lib/text';
import styles from './dialogs.module.css';
import type { SendWarnings } from './send-warnings';

const SHOWN = 6;

const Names = ({ of }: { of: readonly Scheduler[] }) => (
  <>
    {of.slice(0, SHOWN).map(({ uuid, name }, place) => (
      <span key={uuid}>
        {place > 0 && ', '}
        <bdi>{name}</bdi>
      </span>
    ))}
    {of.length > SHOWN && ` and ${count(of.length - SHOWN, 'other', 'others')}`}
  </>
);

/** What to know before schedulers are sent: which of them the server would not send by itself, and which leave the organization. */
export const SendNotice = ({ warnings: { skipped, outside }, total }: { warnings: SendWarnings; total: number }) => {
  if (skipped.length === 0 && outside.size === 0) return null;
  const leaving = [...outside.values()];
  return (
    <div className={styles.warning} role="status">
      {skipped.length > 0 && (
        <p>
          {total === 1 ? (
            'Its owner cannot sign in, so its times are skipped. “Send now” sends it all the same.'
          ) : (
            <>
              {count(skipped.length, 'is', 'are')} skipped, because the owner cannot sign in. “Send now” sends{' '}
              {skipped.length === 1 ? 'it' : 'them'} all the same: <Names of={skipped} />.
            </>
          )}
        </p>
      )}
      {leaving.length > 0 && (
        <p>
          {total === 1 ? (
            leaving[0]?.sentence
          ) : (
            <>
              {count(leaving.length, 'goes', 'go')} to addresses outside the organization:{' '}
              <Names of={leaving.map(({ scheduler }) => scheduler)} />.
            </>
          )}
        </p>
      )}
    </div>
  );
};

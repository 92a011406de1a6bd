import { Link } from 'react-router';
import { paths } from '#/paths';
import { Button } from '#/ui/Button';
import { Dialog } from '#/ui/Dialog';
import { roleName } from '#/domain/roles';
import type { GrantRow } from './grants';
import styles from './spaces.module.css';

type EffectDialogProps = { grant: GrantRow; effect: string; spaceName: string; onClose: () => void };

/** What one grant of a space does, in full: a row of the list has room for its beginning only. */
export const EffectDialog = ({
  grant: { kind, uuid, name, email, role, state },
  effect,
  spaceName,
  onClose,
}: EffectDialogProps) => (
  <Dialog
    title={`The grant of ${name} on ${spaceName}`}
    onClose={onClose}
    footer={<Button onClick={onClose}>Close</Button>}
  >
    <p>
      <Link to={kind === 'user' ? paths.member(uuid) : paths.group(uuid)}>
        <bdi>{email || 'Open the group'}</bdi>
      </Link>
      {state !== '' && <span className={styles.soft}> · {state}: cannot sign in</span>}
    </p>
    <p>
      <b>
        {role === 'unknown' ? 'Granted a role that can’t be read.' : `Granted ${roleName(role).toLowerCase()} here.`}
      </b>{' '}
      {effect !== '' && <bdi>{effect}.</bdi>}
    </p>
  </Dialog>
);

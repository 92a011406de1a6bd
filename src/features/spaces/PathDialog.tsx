import { Link } from 'react-router';
import type { PlaceNames } from '#/access/words/sentence';
import { paths } from '#/paths';
import { AccessAnswer } from '#/access/components/AccessAnswer';
import { Button } from '#/ui/Button';
import { Dialog } from '#/ui/Dialog';
import type { ReachRow } from './reach';
import styles from './spaces.module.css';

type PathDialogProps = { row: ReachRow; names: PlaceNames & { space: string }; onClose: () => void };

/** Why somebody reaches a space: the whole answer, or what the server's own list says where no rules could be applied. */
export const PathDialog = ({ row, names, onClose }: PathDialogProps) => {
  const { userUuid, name, email, state, can } = row;
  const answer = row.answer();
  return (
    <Dialog
      title={`${name} in ${names.space}`}
      onClose={onClose}
      wide
      footer={<Button onClick={onClose}>Close</Button>}
    >
      <p className={styles.soft}>
        <Link to={paths.member(userUuid)}>
          <bdi>{email}</bdi>
        </Link>
        {state !== '' && ` · ${state}`}
      </p>
      {answer ? (
        <AccessAnswer answer={answer} subject={{ kind: 'person', name }} names={names} />
      ) : (
        <p>
          {can}. {row.because()}.
        </p>
      )}
    </Dialog>
  );
};

import { Link } from 'react-router';
import type { ProjectAccess as Answer } from '#/access/rules';
import { paths } from '#/paths';
import { AccessAnswer } from '#/access/components/AccessAnswer';
import { Button } from '#/ui/Button';
import { Dialog } from '#/ui/Dialog';
import styles from './projects.module.css';

/** Whom is asked about: a person with their answer, or a group, of which only its grant is told. */
export type Why = {
  kind: 'user' | 'group';
  uuid: string;
  name: string;
  /** The address of a person; empty for a group. */
  email: string;
  /** A word about a person who cannot sign in. */
  state: string;
  /** What a grant gives and does, in words; absent where nobody asked about a grant. */
  grant?: { role: string; effect: string };
  answer: Answer | null;
};

type WhyDialogProps = { why: Why; organization: string; project: string; onClose: () => void };

/** Why somebody reaches a project, or what a grant does there, in full: what a row of a list has no room for. */
const WhyDialog = ({
  why: { kind, uuid, name, email, state, grant, answer },
  organization,
  project,
  onClose,
}: WhyDialogProps) => (
  <Dialog title={`${name} in ${project}`} onClose={onClose} wide footer={<Button onClick={onClose}>Close</Button>}>
    <p className={styles.soft}>
      <Link to={kind === 'user' ? paths.member(uuid) : paths.group(uuid)}>
        <bdi>{email || 'Open the group'}</bdi>
      </Link>
      {state !== '' && ` · ${state}`}
    </p>
    {grant && (
      <p>
        <b>
          Granted <bdi>{grant.role}</bdi> here.
        </b>{' '}
        <bdi>{grant.effect}.</bdi>
      </p>
    )}
    {answer && (
      <AccessAnswer answer={answer} subject={{ kind: 'person', name }} names={{ organization, project, space: null }} />
    )}
  </Dialog>
);

export default WhyDialog;

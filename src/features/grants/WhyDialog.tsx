import type { ComponentProps } from 'react';
import { Link } from '#/ui/Link';
import { AccessAnswer } from '#/access';
import { Button } from '#/ui/Button';
import styles from '#/ui/AccessTables.module.css';
import { Dialog } from '#/ui/Dialog';
import { holderPath } from './GrantsTable';
import type { GrantRow, Holder } from './grants';

/** Whom is asked about. `email`: the address of a person, empty for a group; `state`: a word about a person who cannot sign in. */
export type AskedAbout = Holder & { name: string; email: string; state: string };

type WhyDialogProps = {
  who: AskedAbout;
  where: string;
  /** Absent where the question is not about a grant. */
  grant?: GrantRow | undefined;
  /** What the person reaches by the rules; absent where it is not known, then `text` says what is. */
  answer?: Pick<ComponentProps<typeof AccessAnswer>, 'answer' | 'names'> | undefined;
  text?: string | undefined;
  /** Takes away what they are granted here by themselves; absent where there is nothing to take, or one may not. */
  onRevoke?: (() => void) | undefined;
  onClose: () => void;
};

/** Why somebody reaches a project or a space, or what a grant does there, in full: what a row of a list has no room for. */
export const WhyDialog = ({ who, where, grant, answer, text, onRevoke, onClose }: WhyDialogProps) => (
  <Dialog
    title={`${who.name} in ${where}`}
    onClose={onClose}
    wide
    footer={
      <>
        {onRevoke && <Button onClick={onRevoke}>Revoke the grant…</Button>}
        <Button onClick={onClose}>Close</Button>
      </>
    }
  >
    <p className={styles.soft}>
      <Link to={holderPath(who)}>
        <bdi>{who.email || 'Open the group'}</bdi>
      </Link>
      {who.state !== '' && ` · ${who.state}`}
    </p>
    {grant && (
      <p>
        <b>
          Granted <bdi>{grant.roleName}</bdi> here.
        </b>{' '}
        {grant.effect.text !== '' && <bdi>{grant.effect.text}.</bdi>}
      </p>
    )}
    {answer ? <AccessAnswer {...answer} subject={{ kind: 'person', name: who.name }} /> : text && <p>{text}</p>}
  </Dialog>
);

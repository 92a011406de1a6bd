import { useState } from 'react';
import { useHealth } from '#/data/health';
import type { Invitation } from '#/data/invitations';
import { exactDate } from '#/lib/dates';
import { grouped } from '#/lib/text';
import { Button } from '#/ui/Button';
import { copyText } from '#/ui/copy-text';
import styles from './InviteDialog.module.css';

/** How an invitation reaches the person: the server says whether it can send e-mail at all. */
export const useMailWords = () => {
  const { data: health } = useHealth();
  return {
    sendsMail: health?.hasEmailClient,
    before:
      health?.hasEmailClient === false ? 'This server sends no e-mail. You get the links to hand out yourself.' : null,
    after:
      health?.hasEmailClient === true
        ? 'Invited. An e-mail is on its way.'
        : health?.hasEmailClient === false
          ? 'Invited. No e-mail was sent.'
          : 'Invited.',
  };
};

/** So many links are listed at once; of more one first wants all together. */
const SHOWN = 20;

/** The links of people who were just invited, each with its end as the server says it, to be copied. */
export const InvitationLinks = ({ invitations }: { invitations: readonly Invitation[] }) => {
  const [showsAll, setShowsAll] = useState(false);
  if (invitations.length === 0) return null;
  const shown = showsAll ? invitations : invitations.slice(0, SHOWN);
  return (
    <section className={styles.links} aria-label="Invitation links">
      <p>
        Anyone with a link can join with it, so give each only to its person.{' '}
        {invitations.length > 1 && (
          <Button
            onClick={() =>
              void copyText(invitations.map(({ email, inviteUrl }) => `${email}\t${inviteUrl}`).join('\n'), 'Links')
            }
          >
            Copy all {grouped(invitations.length)}
          </Button>
        )}
      </p>
      <dl>
        {shown.map(({ email, inviteUrl, expiresAt }) => (
          <div key={email}>
            <dt>
              <bdi>{email}</bdi>
            </dt>
            <dd>
              <code>{inviteUrl}</code>
              <small>Valid until {exactDate(expiresAt)}</small>
              <Button aria-label={`Copy the link of ${email}`} onClick={() => void copyText(inviteUrl, 'Link')}>
                Copy
              </Button>
            </dd>
          </div>
        ))}
      </dl>
      {shown.length < invitations.length && (
        <Button look="quiet" onClick={() => setShowsAll(true)}>
          Show {grouped(invitations.length - shown.length)} more
        </Button>
      )}
    </section>
  );
};

import type { Identity } from '#/domain/identity';
import { Avatar } from '#/ui/Avatar';
import styles from './linked.module.css';

/** More than these are in the full record. */
const ORGANIZATIONS_SHOWN = 4;

/**
 * Only what holds the picture itself. The page's policy lets none in from elsewhere, and an address of our own origin would be a
 * call in the name of whoever looks: signing out is one.
 */
const isLoadable = (url: string): boolean => /^data:image\/[\w.+-]+[;,]/i.test(url);

/** Who one is at a linked account: picture or initials, name, what one signs in with, organizations. */
export const LinkedWho = ({
  identity: { name, email, userName, avatarUrl, organizations, note },
}: {
  identity: Identity;
}) => {
  const more = organizations.length - ORGANIZATIONS_SHOWN;
  return (
    <div className={styles.who}>
      {avatarUrl && isLoadable(avatarUrl) ? (
        <img className={styles.picture} src={avatarUrl} alt="" width={26} height={26} />
      ) : (
        <Avatar name={name} />
      )}
      <div className={styles.text}>
        <div className={styles.name}>
          <bdi>{name}</bdi>
          {note && <span className={styles.note}>{note}</span>}
        </div>
        {[email, userName]
          .filter((text, i, all) => text && text !== name && all.indexOf(text) === i)
          .map((text) => (
            <div key={text} className={styles.soft}>
              <bdi>{text}</bdi>
            </div>
          ))}
        {organizations.length > 0 && (
          <ul className={styles.organizations} aria-label="Organizations">
            {organizations.slice(0, ORGANIZATIONS_SHOWN).map((organization, i) => (
              <li key={i}>
                <bdi>{organization.name}</bdi>
                {organization.detail && (
                  <div className={styles.soft}>
                    <bdi>{organization.detail}</bdi>
                  </div>
                )}
              </li>
            ))}
            {more > 0 && <li className={styles.soft}>and {more} more, in the full record</li>}
          </ul>
        )}
      </div>
    </div>
  );
};

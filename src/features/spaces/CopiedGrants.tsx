import { type AccessNames, type AccessSnapshot, grantsByClosing } from '#/access';
import { roleName, roleRank } from '#/domain/roles';
import { count, grouped } from '#/lib/text';
import lists from '#/ui/FactList.module.css';
import styles from './spaces.module.css';

type CopiedGrantsProps = {
  change: { spaceUuid: string; isPrivate: boolean; by: string };
  /** What has been read of the space and those above; null while it is read. */
  snapshot: AccessSnapshot | null;
  isNested: boolean;
  /** The person may not see who holds what. */
  isRefused: boolean;
  names: Pick<AccessNames, 'person' | 'group'>;
};

const SHOWN = 12;
const GENERAL =
  'Closing it writes the grants from the spaces above onto this one, in place of what the same people and groups hold here. They stay when it is opened again.';

const wordOf = (role: string): string =>
  role === 'unknown' ? 'a role that can’t be read' : roleName(role).toLowerCase();

/** Which grants closing a space inside others writes onto it (C11): from nothing, or over what is there, also downwards. */
export const CopiedGrants = ({ change, snapshot, isNested, isRefused, names }: CopiedGrantsProps) => {
  const copied = snapshot ? grantsByClosing(snapshot, change) : 'unknown';
  if (copied === 'unknown')
    return isNested && (snapshot || isRefused) ? <p className={styles.note}>{GENERAL}</p> : null;
  if (copied.length === 0)
    return isNested && <p className={styles.note}>Nothing is granted above that would be copied onto it.</p>;
  const rows = copied.map(({ holder, from, to }) => ({
    uuid: holder.uuid,
    name: holder.kind === 'group' ? `${names.group(holder.uuid)} (group)` : names.person(holder.uuid),
    roles: from === null ? wordOf(to) : `${wordOf(from)} → ${wordOf(to)}`,
    sinks: from !== null && from !== 'unknown' && to !== 'unknown' && roleRank(to) < roleRank(from),
  }));
  const sinking = rows.filter(({ sinks }) => sinks).length;
  return (
    <div className={sinking > 0 ? styles.warning : styles.note}>
      <p>
        Closing it writes {count(rows.length, 'grant', 'grants')} onto this space, from above or your own. They stay
        when it is opened again.
        {sinking > 0 && ` ${count(sinking, 'holder gets', 'holders get')} less here than now.`}
      </p>
      <ul className={lists.facts}>
        {rows
          .toSorted((a, b) => Number(b.sinks) - Number(a.sinks))
          .slice(0, SHOWN)
          .map(({ uuid, name, roles, sinks }) => (
            <li key={uuid}>
              <bdi>{name}</bdi>: {roles}
              {sinks && ' (less)'}
            </li>
          ))}
        {rows.length > SHOWN && <li>and {grouped(rows.length - SHOWN)} more</li>}
      </ul>
    </div>
  );
};

import type { ReactNode } from 'react';
import { Link } from '#/ui/Link';

import { useGroups } from '#/data/groups';
import { useMe } from '#/data/me';
import { isGone, useRemoveMember } from '#/data/member-removal';
import { isNewerScheduling } from '#/data/scheduler-runs';
import type { EachProject } from '#/data/useEachProject';
import { useWrite } from '#/data/useWrite';
import { isInvited, type Member } from '#/domain/members';
import { reasonOf, selfWarning } from '#/domain/permissions';
import { schedulersLink } from '#/features/schedulers/routes';
import { count, listOf } from '#/lib/text';
import { ConfirmModal } from '#/ui/ConfirmModal';
import { toast } from '#/ui/toast';
import lists from '#/ui/FactList.module.css';
import styles from './RoleChoice.module.css';
import { useMemberBelongings } from './useMemberBelongings';

type RemoveMemberModalProps = {
  member: Member;
  everybody: readonly Member[];
  onClose: () => void;
  onRemoved?: (() => void) | undefined;
};

const SHOWN = 5;

const some = (names: string[]): string =>
  names.length > SHOWN ? `${names.slice(0, SHOWN).join(', ')} and ${names.length - SHOWN} more` : listOf(names);

/** What is known so far of something that is read project by project; it never holds the dialog up. */
const Reading = ({ of, children }: { of: EachProject<unknown>; children: ReactNode }) => (
  <>
    {children}
    {!of.done && !of.error && (
      <span className={lists.reading}>
        {' '}
        · still reading, {of.read.size} of {count(of.projects.length, 'project', 'projects')}
      </span>
    )}
    {(of.failed > 0 || of.error) && <span className={lists.reading}> · could not be read in full</span>}
    {of.forbidden > 0 && (
      <span className={lists.reading}> · not shown to you in {count(of.forbidden, 'project', 'projects')}</span>
    )}
  </>
);

/** Removes a member, after saying what goes with them and having the address typed; or withdraws an invitation. */
export const RemoveMemberModal = ({ member, everybody, onClose, onRemoved }: RemoveMemberModalProps) => {
  const { me, may } = useMe();
  const remove = useRemoveMember(member);
  const { data: groups } = useGroups();
  const { grants, grantsOf, schedulers, schedulersOf } = useMemberBelongings(
    member.userUuid,
    may.readSchedulers === true,
  );

  // Grants are shown only of projects that one can open (docs/lightdash/roles.md#o8).
  const seesAll = may.readProjectAccess === true;
  const invited = isInvited(member);
  const permission = may.removeMember(member, { members: everybody });
  const warning = selfWarning(me, member, 'removeMember');
  const groupNames = member.groupUuids.flatMap((uuid) => groups?.get(uuid)?.name ?? []);

  const write = useWrite({
    work: remove,
    check: () => isGone(member),
    saved: () => {
      toast(
        invited
          ? { title: 'Invitation withdrawn', message: `The link of ${member.email} no longer works.` }
          : { title: 'Member removed', message: `${member.name} is no longer in the organization.` },
      );
      // Its own page is left before it is read again.
      onRemoved?.();
      onClose();
    },
  });

  return (
    <ConfirmModal
      title={invited ? `Withdraw the invitation of ${member.email}` : `Remove ${member.name} from the organization`}
      confirmLabel={invited ? 'Withdraw invitation' : 'Remove member'}
      {...(!invited && { type: { text: member.email, what: 'e-mail address' } })}
      write={write}
      reason={reasonOf(permission)}
      onClose={onClose}
    >
      <p>
        {invited
          ? 'The link stops working. This goes with the invitation:'
          : 'This cannot be undone. This goes with the account:'}
      </p>
      <ul className={lists.facts}>
        <li>
          {member.groupUuids.length === 0
            ? 'No group memberships'
            : `${count(member.groupUuids.length, 'group membership', 'group memberships')}${groupNames.length > 0 ? `: ${some(groupNames)}` : ''}`}
        </li>
        <li>
          <Reading of={grantsOf}>
            {grants.length > 0
              ? `${count(grants.length, 'direct project grant', 'direct project grants')}: ${some(grants.map(({ project }) => project.name))}${seesAll ? '' : ', and any in projects that you cannot open'}`
              : seesAll
                ? `No direct project grants${grantsOf.done ? '' : ' so far'}`
                : 'Any direct project grants'}
          </Reading>
        </li>
        <li>
          {may.readSchedulers !== true ? (
            'Any scheduled deliveries they own'
          ) : (
            <Reading of={schedulersOf}>
              {schedulers.length === 0
                ? `No scheduled deliveries${schedulersOf.done ? '' : ' so far'}`
                : `${count(schedulers.length, 'scheduled delivery', 'scheduled deliveries')}, deleted with the account: ${some(schedulers.map(({ scheduler }) => scheduler.name))}`}
              {schedulers.length > 0 && isNewerScheduling() && (
                <>
                  {' · '}
                  <Link to={schedulersLink({ owner: member.userUuid })}>Transfer them to somebody else first</Link>
                </>
              )}
            </Reading>
          )}
        </li>
        <li>Grants to spaces, access tokens and sessions</li>
      </ul>
      {warning && <p className={styles.warning}>{warning}</p>}
      {permission !== true && <p className={styles.warning}>{permission.reason}</p>}
    </ConfirmModal>
  );
};

import { useMemo, useState } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { describeFailure } from '#/api/core/sentences';
import { useGroup } from '#/data/groups';
import { useMe } from '#/data/me';
import { useMembers } from '#/data/members';
import { useMemberRoles, useRoleOptions } from '#/data/role-names';
import type { Member } from '#/domain/members';
import { reasonOf } from '#/domain/permissions';
import { count } from '#/lib/text';
import { Button } from '#/ui/Button';
import { ExportButton } from '#/ui/ExportButton';
import { FailurePage } from '#/ui/FailureAlert';
import { onDemand } from '#/ui/late';
import { ListFilters, shownOf } from '#/ui/ListTable';
import { Page, Toolbar, ToolbarActions } from '#/ui/Page';
import { SelectionAction, SelectionBar } from '#/ui/SelectionBar';
import { useList } from '#/ui/useList';
import { useSelection } from '#/ui/useSelection';
import { exportGroupMembers } from './exportGroups';
import { GROUP_MEMBERS, GroupMembers } from './GroupMembers';
import styles from './GroupPage.module.css';
import { GroupProjects } from './GroupProjects';
import { GroupSpaces } from './GroupSpaces';
import type { OpenGroupDialog } from './GroupDialogs';
import { groupLink, groupsLink } from './routes';

const GroupDialogs = onDemand(async () => (await import('./GroupDialogs')).GroupDialogs);
const Reach = onDemand(async () => (await import('#/features/grants/Reach')).Reach);
const AttributesOf = onDemand(async () => (await import('#/features/grants/AttributesOf')).AttributesOf);

/** `/groups/:groupUuid`: one group, who is in it, what it is granted, and all that it opens (`?show=reach`). */
export const GroupPage = () => {
  const { groupUuid = '' } = useParams();
  const [params] = useSearchParams();
  const showsReach = params.get('show') === 'reach';
  const { may } = useMe();
  const navigate = useNavigate();
  const { data: group, error, refetch } = useGroup(groupUuid);
  const everybody = useMembers();
  const [dialog, setDialog] = useState<OpenGroupDialog | null>(null);

  const members = useMemo(
    () => everybody.data?.members.filter(({ groupUuids }) => groupUuids.includes(groupUuid)) ?? [],
    [everybody.data, groupUuid],
  );
  const byUuid = useMemo(() => new Map(members.map((member) => [member.userUuid, member])), [members]);
  const roleOf = useMemberRoles(members);
  const list = useList(GROUP_MEMBERS, members);
  const roles = useRoleOptions(members, list.view.filters.role);
  const { rows } = list;
  const selection = useSelection(byUuid);
  const selected = () => selection.ids().flatMap((uuid) => byUuid.get(uuid) ?? []);

  const remove = (some: readonly Member[]) => group && setDialog({ kind: 'remove', group, members: some });
  const add = () => group && setDialog({ kind: 'add', group, everybody: everybody.data?.members ?? [] });
  const managing = {
    selection: may.addToGroup === true ? selection : undefined,
    mayChange: may.addToGroup,
    onAdd: add,
    onRemove: (member: Member) => remove([member]),
  };

  const crumbs = [{ to: groupsLink(), label: 'Groups' }];

  if (!group) {
    return (
      <Page title={error ? undefined : null} crumbs={crumbs}>
        {!error && (
          <div className={styles.columns}>
            <div className={styles.members}>
              <GroupMembers list={list} {...managing} />
            </div>
          </div>
        )}
        {error && (
          <FailurePage
            problem={describeFailure(error)}
            onRetry={() => void refetch()}
            action={<Button onClick={() => void navigate(groupsLink())}>All groups</Button>}
          />
        )}
      </Page>
    );
  }

  const mayChange = reasonOf(may.addToGroup);
  const waiting = everybody.data ? undefined : 'The members have not been read yet.';

  return (
    <Page
      title={group.name}
      count={
        everybody.data && (rows.length === members.length ? count(members.length, 'member', 'members') : shownOf(list))
      }
      crumbs={crumbs}
      actions={
        <Button look="primary" reason={mayChange ?? waiting} onClick={add}>
          Add members
        </Button>
      }
      more={[
        { label: 'Rename…', permission: may.addToGroup, onClick: () => setDialog({ kind: 'rename', group }) },
        {
          label: 'Delete…',
          permission: may.deleteGroup,
          isDestructive: true,
          onClick: () => setDialog({ kind: 'delete', group }),
        },
      ]}
      tabs={{
        label: 'Views of the group',
        items: [
          { to: groupLink(groupUuid), name: 'Members', size: everybody.data && members.length, isCurrent: !showsReach },
          { to: groupLink(groupUuid, { show: 'reach' }), name: 'Reaches', isCurrent: showsReach },
        ],
      }}
    >
      <div className={styles.columns}>
        <div className={styles.members}>
          {showsReach ? (
            <Reach who={{ kind: 'group', uuid: group.uuid, name: group.name }} />
          ) : (
            <>
              {(!everybody.data || members.length > 0) && (
                <Toolbar>
                  <ListFilters list={list} options={{ role: roles }} />
                  <ToolbarActions>
                    <ExportButton
                      rows={rows.length}
                      reason={waiting}
                      onClick={() => exportGroupMembers(group.name, rows, roleOf)}
                    />
                  </ToolbarActions>
                </Toolbar>
              )}
              <GroupMembers everybody={everybody} list={list} {...managing} />
            </>
          )}
        </div>
        <aside className={styles.aside} aria-label="Access">
          <GroupProjects group={group} size={everybody.data ? members.length : null} ready={!everybody.isPending} />
          <GroupSpaces groupUuid={group.uuid} />
          <AttributesOf of={{ kind: 'group', uuid: group.uuid }} />
        </aside>
      </div>
      {!showsReach && selection.size > 0 && (
        <SelectionBar size={selection.size} one="member" many="members" onClear={selection.clear}>
          <SelectionAction reason={mayChange} onClick={() => remove(selected())}>
            Remove from the group
          </SelectionAction>
          <SelectionAction onClick={() => exportGroupMembers(group.name, selected(), roleOf)}>Export</SelectionAction>
        </SelectionBar>
      )}
      {dialog && (
        <GroupDialogs dialog={dialog} onClose={() => setDialog(null)} onDeleted={() => void navigate(groupsLink())} />
      )}
    </Page>
  );
};

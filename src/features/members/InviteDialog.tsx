import { useMemo, useRef, useState } from 'react';
import { explainRow } from '#/api/core/sentences';
import { addToGroup, useGroups } from '#/data/groups';
import { useMadeOld } from '#/data/invalidation';
import { useMe } from '#/data/me';
import { invite, type Invitation } from '#/data/invitations';
import { useMemberRoles } from '#/data/role-names';
import { groupFinder } from '#/domain/groups';
import { parseInvitations, type InvitationRow } from '#/domain/invitations';
import type { Member } from '#/domain/members';
import { describeRole, ORGANIZATION_ROLES, roleName, type OrganizationRole } from '#/domain/roles';
import { listOf } from '#/lib/text';
import { Button } from '#/ui/Button';
import { Field } from '#/ui/Field';
import { pasteLongText } from '#/ui/paste';
import { MultiPicker } from '#/ui/Picker';
import { RunDialog } from '#/ui/RunDialog';
import { checkInvitation } from './invitation-check';
import { InvitationLinks, useMailWords } from './InvitationLinks';
import styles from './InviteDialog.module.css';

type InviteDialogProps = { everybody: readonly Member[]; onClose: () => void };

/** Invites one or many people: pasted addresses or a CSV, a role, groups; every row gets its own result. */
export const InviteDialog = ({ everybody, onClose }: InviteDialogProps) => {
  const { may } = useMe();
  const madeOld = useMadeOld();
  const { data: groups, isError: areGroupsUnread } = useGroups();
  const [text, setText] = useState('');
  const [role, setRole] = useState<OrganizationRole>('member');
  const [chosen, setChosen] = useState<string[]>([]);
  const [fileProblem, setFileProblem] = useState<string | null>(null);
  const file = useRef<HTMLInputElement>(null);
  const [links, setLinks] = useState<readonly Invitation[]>([]);
  const mail = useMailWords();
  const invited = useRef(new Map<string, string>());
  const existing = useMemo(() => new Map(everybody.map((member) => [member.email.toLowerCase(), member])), [everybody]);
  const roleOf = useMemberRoles(everybody);
  // What the list said of each when the invitation was sent: afterwards it is read again.
  const former = useRef(new Map<string, Member | undefined>());

  const rows = useMemo(() => parseInvitations(text, { existing, defaultRole: role }), [text, role, existing]);

  const find = useMemo(() => groupFinder(groups?.values() ?? []), [groups]);
  const groupProblem = ({ groups: names }: InvitationRow) => {
    if (names.length === 0) return null;
    if (may.addToGroup !== true) return may.addToGroup.reason;
    if (groups) return find(names).problem;
    return areGroupsUnread ? 'The groups could not be read. Reload to try again.' : 'The groups are still being read.';
  };
  const groupsOf = (row: InvitationRow) => [...new Set([...chosen, ...find(row.groups).uuids])];
  const nameOf = (uuid: string) => groups?.get(uuid)?.name ?? '';

  const items = rows.map((row, i) => {
    const known = existing.get(row.email);
    const into = groupsOf(row).map(nameOf);
    const notes = [row.note, into.length > 0 && `Into ${listOf(into)}`].filter(Boolean);
    return {
      id: `${i} ${row.email}`,
      label: row.email || `Line ${row.line}`,
      detail: row.problem !== null ? '' : known ? roleOf(known) : roleName(row.role),
      blocked: row.problem ?? groupProblem(row),
      note: notes.join(' '),
      row,
    };
  });

  const work = async ({ id, row }: (typeof items)[number]): Promise<string> => {
    // A second try after the groups failed must not send the e-mail again.
    let userUuid = invited.current.get(id);
    if (userUuid === undefined) {
      const known = existing.get(row.email);
      former.current.set(id, known);
      const invitation = await invite(row.email, known?.role ?? row.role);
      ({ userUuid } = invitation);
      invited.current.set(id, userUuid);
      setLinks((before) => [...before, invitation]);
    }
    for (const group of groupsOf(row)) await addToGroup(group, userUuid);
    return mail.after;
  };

  const check = async ({ id, row }: (typeof items)[number]): Promise<boolean | string> => {
    const { userUuid, result } = await checkInvitation({
      email: row.email,
      userUuid: invited.current.get(id),
      former: former.current.get(id),
      groupUuids: groupsOf(row),
      sendsMail: mail.sendsMail === true,
    });
    if (userUuid !== undefined) invited.current.set(id, userUuid);
    return result;
  };

  const readAgain = async () => {
    const groupUuids = new Set(rows.flatMap(groupsOf));
    await Promise.all([
      madeOld('createInviteLink', { data: { email: '', role, expiresAt: '' } }),
      madeOld('addGroupMember', ...[...groupUuids].map((groupUuid) => ({ groupUuid }))),
    ]);
  };

  const readFile = async (chosenFile: File | undefined) => {
    if (!chosenFile) return;
    const isText = chosenFile.size <= 2_000_000 && !/\.(xlsx?|ods|numbers|zip|pdf)$/i.test(chosenFile.name);
    setFileProblem(
      isText ? null : `“${chosenFile.name}” is not a CSV or text file of up to 2 MB. Save the sheet as CSV first.`,
    );
    if (isText) setText((await chosenFile.text()).replace(/^\uFEFF/, ''));
  };

  return (
    <RunDialog
      title="Invite members"
      items={items}
      noun={['person', 'people']}
      doneWord="invited"
      start="Invite"
      reason={may.inviteMembers === true ? undefined : may.inviteMembers.reason}
      work={work}
      explain={explainRow}
      check={check}
      outcome={<InvitationLinks invitations={links} />}
      onSettled={readAgain}
      onClose={onClose}
    >
      {mail.before && <p>{mail.before}</p>}
      <Field
        label="E-mail addresses"
        hint="One or many, in any form. A CSV may have the columns email, role and groups; several groups are separated by semicolons."
        error={fileProblem}
      >
        {(control) => (
          <textarea
            {...control}
            data-autofocus
            spellCheck={false}
            autoComplete="off"
            placeholder={'ana@example.com\nBo Li <bo@example.com>'}
            value={text}
            onChange={(event) => setText(event.target.value)}
            onPaste={pasteLongText}
            onDragOver={(event) => event.preventDefault()}
            onDrop={(event) => {
              if (event.dataTransfer.files.length === 0) return;
              event.preventDefault();
              void readFile(event.dataTransfer.files[0]);
            }}
          />
        )}
      </Field>
      <div className={styles.file}>
        <Button onClick={() => file.current?.click()}>Read a CSV file…</Button>
        <input
          ref={file}
          type="file"
          hidden
          aria-label="CSV file"
          accept=".csv,.txt,text/csv,text/plain"
          onChange={({ target }) => {
            void readFile(target.files?.[0]);
            // A browser tells nothing of the same file chosen again.
            target.value = '';
          }}
        />
      </div>
      <div className={styles.choices}>
        <Field label="Role" hint={describeRole(role)}>
          {(control) => (
            <select {...control} value={role} onChange={(event) => setRole(event.target.value as OrganizationRole)}>
              {ORGANIZATION_ROLES.map((each) => (
                <option key={each} value={each}>
                  {roleName(each)}
                </option>
              ))}
            </select>
          )}
        </Field>
        {may.addToGroup === true && (
          <MultiPicker
            label="Groups"
            placeholder="None"
            options={[...(groups?.values() ?? [])].map(({ uuid, name }) => ({ value: uuid, label: name }))}
            value={chosen}
            onChange={setChosen}
          />
        )}
      </div>
    </RunDialog>
  );
};

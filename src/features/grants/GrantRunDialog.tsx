import { useMemo, useState, type ReactNode } from 'react';
import { explainRow } from '#/api/core/sentences';
import { type AccessChange, AccessPreview, useAccessPreview } from '#/access';
import { useGroups } from '#/data/groups';
import { useMe } from '#/data/me';
import { useMembers } from '#/data/members';
import { memberOptions } from '#/domain/members';
import { reasonOf } from '#/domain/permissions';
import { count } from '#/lib/text';
import { MultiPicker } from '#/ui/Picker';
import { RunDialog, type RunItem } from '#/ui/RunDialog';
import type { Grant, Holder } from './grants';
import type { GrantTarget } from './target';

/** A grant to make: of which target, to whom, and how it stands in the list of what will be done. */
export type Wanted = {
  target: GrantTarget;
  holder: Pick<Grant, 'kind' | 'uuid' | 'email' | 'name'>;
  item: Omit<RunItem, 'id'>;
};

type GrantRunDialogProps = {
  title: string;
  wanted: readonly Wanted[];
  role: string;
  /** Makes one of the grants. Throws ApiFailure. */
  make: (wanted: Wanted) => Promise<void>;
  /** The same changes for the access rules, their identity stable. */
  changes: readonly AccessChange[];
  /** What the preview is about. */
  about: GrantTarget['about'] | 'everywhere';
  words?: { noun: readonly [string, string]; doneWord: string; start: string | ((many: number) => string) };
  reason: string | undefined;
  onSettled: () => Promise<void> | void;
  onClose: () => void;
  children: ReactNode;
};

const WORDS = {
  noun: ['grant', 'grants'],
  doneWord: 'made',
  start: (many: number) => (many === 0 ? 'Grant' : `Make ${count(many, 'grant', 'grants')}`),
} as const;

/** Makes many grants, all with the same role, with a result for each; says before who gains by them and where they change nothing. */
export const GrantRunDialog = (props: GrantRunDialogProps) => {
  const { title, wanted, role, make, changes, about, words = WORDS, reason, onSettled, onClose, children } = props;
  const preview = useAccessPreview(changes, about);
  return (
    <RunDialog
      title={title}
      items={wanted.map((each) => ({ id: `${each.target.uuid} ${each.holder.uuid}`, ...each.item, each }))}
      {...words}
      reason={reason}
      work={({ each }) => make(each)}
      explain={explainRow}
      check={({ each: { target, holder } }) => target.isGranted(holder, role)}
      onSettled={onSettled}
      onClose={onClose}
    >
      {children}
      {changes.length > 0 && <AccessPreview about={about} {...preview} />}
    </RunDialog>
  );
};

/** Groups and people to be chosen as holders of grants. Out: those chosen with their names, and the fields. */
export const useHolders = () => {
  const { may } = useMe();
  const { data: everybody } = useMembers();
  const { data: groups } = useGroups();
  const [people, setPeople] = useState<string[]>([]);
  const [chosenGroups, setChosenGroups] = useState<string[]>([]);
  const options = useMemo(
    () => ({
      people: memberOptions(everybody?.members ?? []),
      groups: [...(groups?.values() ?? [])].map(({ uuid, name }) => ({ value: uuid, label: name })),
    }),
    [everybody, groups],
  );
  const holders = useMemo(
    () => [
      ...chosenGroups.map((uuid) => ({ kind: 'group' as const, uuid, name: groups?.get(uuid)?.name ?? '', email: '' })),
      ...people.flatMap((uuid) => {
        const member = everybody?.byUuid.get(uuid);
        return member ? [{ kind: 'user' as const, uuid, name: member.name, email: member.email }] : [];
      }),
    ],
    [chosenGroups, people, everybody, groups],
  );
  return {
    everybody,
    holders: holders satisfies readonly Holder[],
    reason: holders.length === 0 ? 'Choose people or groups first.' : undefined,
    fields: (
      <>
        {may.readGroups !== true && <p>No groups can be chosen. {reasonOf(may.readGroups)}</p>}
        {options.groups.length > 0 && (
          <MultiPicker
            label="Groups"
            placeholder="Choose groups"
            options={options.groups}
            value={chosenGroups}
            onChange={setChosenGroups}
          />
        )}
        <MultiPicker
          label="People"
          placeholder="Choose people by name or e-mail"
          options={options.people}
          value={people}
          onChange={setPeople}
        />
      </>
    ),
  };
};

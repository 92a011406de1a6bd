import { useMemo, useState } from 'react';
import { buildAccessModel, useSpaceAccess } from '#/access';
import { isIn, moveItem, type ContentItem } from '#/data/content';
import { useMadeOld } from '#/data/invalidation';
import { useMe } from '#/data/me';
import { useMembers } from '#/data/members';
import { useWrite } from '#/data/useWrite';
import { reasonOf } from '#/domain/permissions';
import { pathOf, privacyName, type PlacedSpace } from '#/domain/spaces';
import { count } from '#/lib/text';
import { Effect } from '#/ui/Effect';
import { FormModal } from '#/ui/FormModal';
import { Picker } from '#/ui/Picker';
import { toast } from '#/ui/toast';

type MoveContentModalProps = {
  item: ContentItem;
  from: PlacedSpace;
  /** The spaces of its project. */
  spaces: readonly PlacedSpace[];
  /** They could not be read. */
  isUnread: boolean;
  /** Those that hang on it; null where that is not known. */
  schedulers: readonly { name: string; isEnabled: boolean }[] | null;
  onClose: () => void;
};

/** Moves a chart or dashboard to another space, after saying who may read it then and who may not any more. */
export const MoveContentModal = ({ item, from, spaces, isUnread, schedulers, onClose }: MoveContentModalProps) => {
  const { may } = useMe();
  const madeOld = useMadeOld();
  const [targetUuid, setTarget] = useState<string | null>(null);
  const target = spaces.find(({ uuid }) => uuid === targetUuid);
  const { projectUuid } = from;
  const running = schedulers?.filter(({ isEnabled }) => isEnabled).length ?? 0;

  const write = useWrite({
    work: async () => {
      if (target) await moveItem(projectUuid, item, target.uuid);
    },
    check: () => isIn(projectUuid, item, targetUuid ?? ''),
    saved: async () => {
      await madeOld('moveContent', { projectUuid });
      toast({ title: 'Moved', message: `${item.name} is in ${target?.name ?? 'another space'} now.` });
      onClose();
    },
    // What was moved or where it was to go is gone: neither is to be offered again.
    outdated: () => void madeOld('moveContent', { projectUuid }),
  });
  const reason =
    reasonOf(may.editContent(item.kind, from)) ??
    (target ? reasonOf(may.editContent(item.kind, target)) : 'Choose the space first.');

  return (
    <FormModal title={`Move ${item.name}`} submitLabel="Move" write={write} reason={reason} onClose={onClose}>
      <p>
        From <bdi>{from.name}</bdi>. The address of the {item.kind} stays.
        {schedulers === null && ' Which schedulers hang on it is not known.'}
        {running > 0 &&
          ` ${count(running, 'scheduler sends', 'schedulers send')} it from there then; one whose owner may not read it there may fail.`}
      </p>
      <Picker
        label="To the space"
        placeholder={spaces.length === 0 && !isUnread ? 'The spaces are still being read' : 'Search by name'}
        error={isUnread ? 'The spaces of this project could not be read; reload to try again.' : null}
        options={spaces
          .filter(({ uuid }) => uuid !== from.uuid)
          .map((space) => ({
            value: space.uuid,
            label: space.name,
            detail: [pathOf(space), privacyName(space.privacy).toLowerCase()].filter(Boolean).join(' · '),
          }))}
        value={targetUuid}
        onChange={setTarget}
      />
      {target && may.readProjectAccess === true && (
        <Readers key={target.uuid} projectUuid={projectUuid} from={from.uuid} to={target.uuid} />
      )}
      {target && may.readProjectAccess !== true && (
        <p role="status">Who may read it then is not shown to you: that is for admins.</p>
      )}
    </FormModal>
  );
};

/** Who may open a space by the access rules; `unknown`: of whom that is not known. Null as long as it is read. */
const useReaders = (projectUuid: string, spaceUuid: string) => {
  const { snapshot, accessError } = useSpaceAccess(projectUuid, spaceUuid);
  const readers = useMemo(() => {
    if (!snapshot) return null;
    const all = buildAccessModel(snapshot).whoCanReach({ spaceUuid });
    const those = (view: boolean | 'unknown') =>
      new Set(all.filter(({ decisions }) => decisions.view === view).map(({ userUuid }) => userUuid));
    return { can: those(true), unknown: those('unknown') };
  }, [snapshot, spaceUuid]);
  return { readers, failed: Boolean(accessError) };
};

/** The change of readers. */
const Readers = ({ projectUuid, from, to }: { projectUuid: string; from: string; to: string }) => {
  const { data: everybody } = useMembers();
  const before = useReaders(projectUuid, from);
  const after = useReaders(projectUuid, to);
  if (before.failed || after.failed)
    return <p role="status">Who may read it then is not known: it could not be read.</p>;
  if (!before.readers || !after.readers || !everybody) return <p role="status">Working out who may read it then…</p>;
  const [was, is] = [before.readers, after.readers];
  const unknown = new Set([...was.unknown, ...is.unknown]);
  const names = (uuids: ReadonlySet<string>, without: ReadonlySet<string>) =>
    [...uuids].flatMap((uuid) =>
      without.has(uuid) || unknown.has(uuid) ? [] : (everybody.byUuid.get(uuid)?.name ?? []),
    );
  return (
    <Effect
      lines={[
        ['May read it then', names(is.can, was.can)],
        ['May not read it any more', names(was.can, is.can)],
      ]}
      none="The same people may read it as before."
      others="Everybody else is as before."
      unknown={unknown.size}
    />
  );
};

import { useMemo, useState, type ReactNode } from 'react';
import { explainRow } from '#/api/core/sentences';
import { AccessPreview, type AccessPreviewState, because, powersInWords, useAccessPreview } from '#/access';
import { useMe } from '#/data/me';
import type { SpaceAddress } from '#/data/space-writes';
import { useWrite } from '#/data/useWrite';
import { count } from '#/lib/text';
import { ConfirmModal } from '#/ui/ConfirmModal';
import { FormModal } from '#/ui/FormModal';
import { RunDialog } from '#/ui/RunDialog';
import { toast } from '#/ui/toast';
import { moreRolesInWords, type Grant } from './grants';
import styles from './grants.module.css';
import { useProjectTarget, useSpaceTarget, type GrantTarget } from './target';

/** Which dialog about grants that are there is open, and about which. */
export type OpenGrantDialog = { kind: 'change' | 'revoke'; grants: readonly Grant[] };

type OneGrantProps = {
  target: GrantTarget;
  grant: Grant;
  /** What the dialog says where it is not opened among the grants of the target. */
  words?: { title: string; submit: string; saved: string; savedAs: (role: string) => string };
  reason?: string | undefined;
  onChanged?: (() => void) | undefined;
  onClose: () => void;
};

/** What a change of one grant does; on a space also what a person may do there afterwards. */
const Preview = ({ target, grant, preview }: { target: GrantTarget; grant: Grant; preview: AccessPreviewState }) => {
  const { spaceUuid } = target.about;
  const after =
    grant.kind === 'user' && spaceUuid !== undefined ? preview.preview?.after.space(grant.uuid, spaceUuid) : undefined;
  return (
    <AccessPreview about={target.about} {...preview}>
      {after?.view === true && (
        <p>
          <b>Access afterwards:</b> {powersInWords(after).toLowerCase()}. <bdi>{because(after.path)}.</bdi>
        </p>
      )}
    </AccessPreview>
  );
};

/** Changes the role of one grant, after saying who gains and who loses by it. */
export const ChangeGrantModal = ({ target, grant, words, reason, onChanged, onClose }: OneGrantProps) => {
  const isHidden = grant.role === 'unknown';
  const [role, setRole] = useState(isHidden ? 'viewer' : grant.role);
  const changes = useMemo(() => [target.changeOf(grant, role)], [target, grant, role]);
  const preview = useAccessPreview(changes, target.about);
  const readAgain = async () => {
    await target.changed();
    onChanged?.();
  };
  const write = useWrite({
    work: () => target.replace(grant, grant.role, role),
    check: () => target.isGranted(grant, role),
    saved: async () => {
      await readAgain();
      const name = target.nameRole(role).toLowerCase();
      toast({ title: words?.saved ?? 'Grant changed', message: words?.savedAs(name) ?? `${grant.name}: ${name}.` });
      onClose();
    },
    outdated: () => void readAgain(),
  });
  return (
    <FormModal
      title={words?.title ?? `Change the grant of ${grant.name}`}
      submitLabel={words?.submit ?? 'Change grant'}
      write={write}
      reason={reason ?? (role === grant.role ? 'Choose another role first.' : undefined)}
      onClose={onClose}
    >
      {target.roleField(role, setRole)}
      {grant.hasMoreRoles && <p className={styles.warning}>{moreRolesInWords(false)}</p>}
      {isHidden && <p>The server does not show the present role. What you choose replaces it.</p>}
      {role !== grant.role && <Preview target={target} grant={grant} preview={preview} />}
    </FormModal>
  );
};

/** Warns people who revoke their own grant, but for admins, who keep access anyway. */
const SelfWarning = ({ grants, target }: { grants: readonly Grant[]; target: GrantTarget }) => {
  const { me } = useMe();
  if (me.role === 'admin' || !grants.some(({ uuid }) => uuid === me.userUuid)) return null;
  return (
    <p className={styles.warning}>
      This is your own grant. Without it you may not be able to change {target.name} any more.
    </p>
  );
};

type RevokeGrantModalProps = OneGrantProps & {
  /** What is said before what the access rules say. */
  children?: ReactNode;
};

/** Takes one grant away, after saying what access remains and through what. */
export const RevokeGrantModal = (props: RevokeGrantModalProps) => {
  const { target, grant, words, reason, children, onChanged, onClose } = props;
  const changes = useMemo(() => [target.changeOf(grant, null)], [target, grant]);
  const preview = useAccessPreview(changes, target.about);
  const write = useWrite({
    work: () => target.revoke(grant),
    check: () => target.isGranted(grant, null),
    saved: async () => {
      await target.changed();
      onChanged?.();
      toast({
        title: words?.saved ?? 'Grant revoked',
        message: words?.savedAs('') ?? `${grant.name} no longer holds a grant on ${target.name}.`,
      });
      onClose();
    },
  });
  return (
    <ConfirmModal
      title={words?.title ?? `Revoke the grant of ${grant.name}`}
      confirmLabel={words?.submit ?? 'Revoke'}
      write={write}
      reason={reason}
      onClose={onClose}
    >
      {children}
      {grant.hasMoreRoles && <p className={styles.warning}>{moreRolesInWords(true)}</p>}
      {preview.isRefused && target.about.spaceUuid !== undefined ? (
        <p>
          What access remains can only be computed for admins: a role in the project or another group may still open the
          space.
        </p>
      ) : (
        <Preview target={target} grant={grant} preview={preview} />
      )}
      <SelfWarning grants={[grant]} target={target} />
    </ConfirmModal>
  );
};

/** Takes many grants away, with a result for each. */
const RevokeManyDialog = ({
  target,
  grants: given,
  onClose,
}: Omit<GrantDialogsProps, 'dialog'> & { grants: readonly Grant[] }) => {
  // What the run began with: the grants behind the dialog are read again while it runs.
  const [grants] = useState(given);
  const changes = useMemo(() => grants.map((grant) => target.changeOf(grant, null)), [target, grants]);
  const preview = useAccessPreview(changes, target.about);
  return (
    <RunDialog
      title={`Revoke ${count(grants.length, 'grant', 'grants')}`}
      items={grants.map((grant) => ({
        id: grant.uuid,
        label: grant.name,
        detail: grant.role === 'unknown' ? '' : target.nameRole(grant.role),
        note: grant.hasMoreRoles ? moreRolesInWords(true) : null,
        grant,
      }))}
      noun={['grant', 'grants']}
      doneWord="revoked"
      start="Revoke"
      work={({ grant }) => target.revoke(grant)}
      explain={explainRow}
      check={({ grant }) => target.isGranted(grant, null)}
      onSettled={target.changed}
      onClose={onClose}
    >
      <AccessPreview about={target.about} {...preview} />
      <SelfWarning grants={grants} target={target} />
    </RunDialog>
  );
};

type GrantDialogsProps = { dialog: OpenGrantDialog; target: GrantTarget; onClose: () => void };

const GrantDialogs = ({ dialog: { kind, grants }, target, onClose }: GrantDialogsProps) => {
  const [grant] = grants;
  if (!grant) return null;
  if (kind === 'change') return <ChangeGrantModal target={target} grant={grant} onClose={onClose} />;
  if (grants.length > 1) return <RevokeManyDialog target={target} grants={grants} onClose={onClose} />;
  return <RevokeGrantModal target={target} grant={grant} onClose={onClose} />;
};

type Opened = Omit<GrantDialogsProps, 'target'>;

/** The dialogs about the grants of a project, loaded together when the first is opened. */
export const ProjectGrantDialogs = ({ project, ...opened }: Opened & { project: { uuid: string; name: string } }) => {
  const targetOf = useProjectTarget();
  const { uuid, name } = project;
  return <GrantDialogs target={useMemo(() => targetOf({ uuid, name }), [targetOf, uuid, name])} {...opened} />;
};

/** The same of a space. */
export const SpaceGrantDialogs = ({ space, ...opened }: Opened & { space: SpaceAddress & { name: string } }) => {
  const targetOf = useSpaceTarget();
  const { projectUuid, uuid, name } = space;
  const target = useMemo(() => targetOf({ projectUuid, uuid, name }), [targetOf, projectUuid, uuid, name]);
  return <GrantDialogs target={target} {...opened} />;
};

import { useMemo, useState } from 'react';
import {
  AccessPreview,
  AccessSteps,
  describeUnread,
  holdsMoreRoles,
  presentOf,
  type ProjectAccess,
  useAccessPreview,
} from '#/access';
import { useWrite } from '#/data/useWrite';
import { reasonOf } from '#/domain/permissions';
import { moreRolesInWords } from '#/features/grants/grants';
import { useProjectTarget } from '#/features/grants/target';
import { listOf } from '#/lib/text';
import { FormModal } from '#/ui/FormModal';
import { toast } from '#/ui/toast';
import styles from './Matrix.module.css';
import { cellInWords, cellOf, type MatrixColumn, type MatrixRow } from './matrixRows';
import type { MatrixData } from './useMatrix';

type MatrixCellModalProps = { data: MatrixData; row: MatrixRow; project: MatrixColumn; onClose: () => void };

const Path = ({ answer }: { answer: ProjectAccess }) => (
  <>
    <AccessSteps steps={answer.path} />
    {answer.unread.length > 0 && (
      <p className={styles.soft}>To say more, it would take {listOf(answer.unread.map(describeUnread))}.</p>
    )}
    {answer.canSignIn === false && (
      <p className={styles.soft}>They cannot sign in now, so this is what they would be.</p>
    )}
  </>
);

/** One cell of the matrix: what gives the role, and the grant to this person or group itself, to be changed or taken away. */
export const MatrixCellModal = ({ data, row, project, onClose }: MatrixCellModalProps) => {
  const { model, matrix, may, names } = data;
  const projectUuid = project.uuid;
  const targetOf = useProjectTarget();
  const target = useMemo(
    () => targetOf({ uuid: projectUuid, name: project.name }),
    [targetOf, projectUuid, project.name],
  );
  const holder = useMemo(
    () => ({ kind: row.member ? ('user' as const) : ('group' as const), uuid: row.id, email: row.member?.email ?? '' }),
    [row],
  );
  const from = model ? presentOf(model.snapshot, { kind: 'projectGrant', projectUuid, holder, role: null }) : 'unknown';
  const hasMoreRoles = model !== null && holdsMoreRoles(model.snapshot, projectUuid, row.id);
  const present = typeof from === 'string' && from !== 'unknown' ? from : '';
  const [chosen, setChosen] = useState<string | null>(null);
  const role = chosen ?? present;
  const isChanged = role !== present;
  const changes = useMemo(
    () => (isChanged ? [target.changeOf(holder, role === '' ? null : role)] : []),
    [isChanged, target, holder, role],
  );
  const preview = useAccessPreview(changes, target.about);

  const write = useWrite({
    work: () => (role === '' ? target.revoke(holder) : target.replace(holder, present === '' ? null : present, role)),
    check: () => target.isGranted(holder, role === '' ? null : role),
    saved: async () => {
      await target.changed();
      toast({
        title: role === '' ? 'Grant revoked' : present === '' ? 'Access granted' : 'Grant changed',
        message:
          role === ''
            ? `${row.name} no longer holds a grant on ${project.name}.`
            : `${row.name} is granted ${names.role(role).toLowerCase()} in ${project.name}.`,
      });
      onClose();
    },
    outdated: () => void target.changed(),
  });

  const answer = row.member && model?.project(row.id, projectUuid);
  const reason =
    reasonOf(may.changeProjectAccess) ??
    (from === 'unknown'
      ? 'The grants of this project could not be read.'
      : isChanged
        ? undefined
        : 'Choose another role first.');
  return (
    <FormModal
      title={`${row.name} in ${project.name}`}
      submitLabel={role === '' && present !== '' ? 'Revoke the grant' : present === '' ? 'Grant' : 'Change the grant'}
      danger={role === '' && present !== ''}
      write={write}
      reason={reason}
      onClose={onClose}
    >
      {matrix && (
        <p className={styles.answer}>
          {row.member ? 'Effective role: ' : 'Granted to the group: '}
          <b>
            <bdi>{cellInWords(cellOf(matrix, row, projectUuid), names.role)}</bdi>
          </b>
          .
        </p>
      )}
      {answer && <Path answer={answer} />}
      {target.roleField(role, setChosen, {
        label: row.member ? 'Grant to this person in the project' : 'Grant to this group in the project',
        none: 'No grant',
      })}
      {hasMoreRoles && isChanged && <p className={styles.soft}>{moreRolesInWords(role === '')}</p>}
      {isChanged && <AccessPreview about={target.about} {...preview} />}
    </FormModal>
  );
};

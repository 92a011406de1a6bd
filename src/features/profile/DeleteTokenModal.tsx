import { useState } from 'react';
import { useMe } from '#/data/me';
import { isTokenGone, useDeleteToken } from '#/data/tokens';
import { useWrite } from '#/data/useWrite';
import { reasonOf } from '#/domain/permissions';
import { describeExpiry, describeUse, type Token } from '#/domain/tokens';
import { ConfirmModal } from '#/ui/ConfirmModal';
import lists from '#/ui/FactList.module.css';
import { closeWithToast } from '#/ui/toast';

/** Deletes a token, after saying what stops with it. */
export const DeleteTokenModal = ({ token, onClose }: { token: Token; onClose: () => void }) => {
  const { may } = useMe();
  const remove = useDeleteToken(token.uuid);
  const [now] = useState(Date.now);
  const write = useWrite({
    work: remove,
    check: () => isTokenGone(token.uuid),
    saved: closeWithToast(onClose, { title: 'Token deleted', message: `“${token.name}” no longer works.` }),
  });
  return (
    <ConfirmModal
      title={`Delete the token “${token.name}”`}
      confirmLabel="Delete token"
      write={write}
      reason={reasonOf(may.deleteToken)}
      onClose={onClose}
    >
      <p>This cannot be undone. Whatever uses it stops working at once.</p>
      <ul className={lists.facts}>
        <li>{token.lastUsedAt === null ? 'Never used' : `Last used ${describeUse(token, now)}`}</li>
        <li>{describeExpiry(token, now)}</li>
      </ul>
    </ConfirmModal>
  );
};

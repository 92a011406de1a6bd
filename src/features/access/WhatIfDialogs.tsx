import type { ChangePreview, OrganizationAccess, StagedChange } from '#/access';
import { ConfirmModal } from '#/ui/ConfirmModal';
import { WhatIfAddModal } from './WhatIfAddModal';
import { WhatIfApplyDialog } from './WhatIfApplyDialog';

type WhatIfDialogsProps = {
  dialog: 'add' | 'apply' | 'leave';
  access: OrganizationAccess;
  /** Those that are not so already. */
  staged: readonly StagedChange[];
  preview: ChangePreview | null;
  onStage: (change: StagedChange) => void;
  onApplied: (changes: readonly StagedChange[]) => void;
  leaving: { stay: () => void; leave: () => void } | null;
  onClose: () => void;
};

/** The dialogs of a what-if, loaded together when the first is opened. */
export const WhatIfDialogs = ({
  dialog,
  access,
  staged,
  preview,
  onStage,
  onApplied,
  leaving,
  onClose,
}: WhatIfDialogsProps) => {
  if (dialog === 'leave') {
    return leaving ? (
      <ConfirmModal
        title="Leave without the staged changes"
        confirmLabel="Leave"
        write={{ busy: false, problem: null, submit: leaving.leave }}
        onClose={leaving.stay}
      >
        <p>
          They are too many to be kept in the address, so they are lost when you leave this page. None of them has been
          made.
        </p>
      </ConfirmModal>
    ) : null;
  }
  if (dialog === 'apply')
    return (
      <WhatIfApplyDialog access={access} staged={staged} preview={preview} onApplied={onApplied} onClose={onClose} />
    );
  return <WhatIfAddModal access={access} onStage={onStage} onClose={onClose} />;
};

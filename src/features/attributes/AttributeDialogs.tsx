import { useRecentChanges } from '#/data/journal';
import type { Attribute } from '#/domain/attributes';
import { RecentChanges } from '#/ui/RecentChanges';
import { AttributeModal } from './AttributeModal';
import { DeleteAttributeModal } from './DeleteAttributeModal';
import { ImportDialog } from './ImportDialog';
import { ValuesModal } from './ValuesModal';

/** Which dialog about user attributes is open. `people`: those chosen already. */
export type OpenAttributeDialog =
  | { kind: 'journal' }
  | { kind: 'create' }
  | { kind: 'import' }
  | { kind: 'edit'; attribute: Attribute }
  | { kind: 'delete'; attribute: Attribute }
  | { kind: 'values'; attribute: Attribute; holders: 'user' | 'group'; people?: readonly string[] };

/** The dialogs about user attributes, loaded together when the first is opened. */
export const AttributeDialogs = ({ dialog, onClose }: { dialog: OpenAttributeDialog; onClose: () => void }) => {
  const changes = useRecentChanges('attributes');
  if (dialog.kind === 'journal') return <RecentChanges changes={changes} onClose={onClose} />;
  if (dialog.kind === 'create') return <AttributeModal onClose={onClose} />;
  if (dialog.kind === 'import') return <ImportDialog onClose={onClose} />;
  if (dialog.kind === 'edit') return <AttributeModal attribute={dialog.attribute} onClose={onClose} />;
  if (dialog.kind === 'delete') return <DeleteAttributeModal attribute={dialog.attribute} onClose={onClose} />;
  return (
    <ValuesModal attribute={dialog.attribute} holders={dialog.holders} people={dialog.people ?? []} onClose={onClose} />
  );
};

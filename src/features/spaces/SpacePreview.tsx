import type { AccessPreviewState } from '#/access/what-if/preview';
import { because, powersInWords } from '#/access/words/words';
import type { SpaceGrantHolder } from '#/domain/space-grants';
import { AccessPreview } from '#/access/components/AccessPreview';

type SpacePreviewProps = { preview: AccessPreviewState; spaceUuid: string; holder: SpaceGrantHolder };

/** What a change of one grant on a space does; of a person also what they may do there afterwards. */
export const SpacePreview = ({ preview, spaceUuid, holder }: SpacePreviewProps) => {
  const remaining = holder.kind === 'user' ? preview.preview?.after.space(holder.uuid, spaceUuid) : undefined;
  return (
    <AccessPreview about={{ spaceUuid }} {...preview}>
      {remaining?.view === true && (
        <p>
          <b>Access afterwards:</b> {powersInWords(remaining).toLowerCase()}. <bdi>{because(remaining.path)}.</bdi>
        </p>
      )}
    </AccessPreview>
  );
};

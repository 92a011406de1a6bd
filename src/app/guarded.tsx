import type { ComponentType } from 'react';
import { useParams } from 'react-router';
import { useMe } from '#/data/me';
import { reasonOf } from '#/domain/permissions';
import { EmptyState } from '#/ui/EmptyState';
import { Page } from '#/ui/Page';
import type { Place } from '#/ui/place';

/** A page of one thing, begun anew for the next: what was chosen or opened for one is not meant for another. */
const ofOneThing =
  (Shown: ComponentType): ComponentType =>
  () => <Shown key={Object.values(useParams()).join()} />;

/**
 * The page of a place as it is routed to, for each thing that its address names one of its own. To those whom `allows` refuses it says why not, under the title of the place, and the
 * page itself is not rendered: none of its hooks runs.
 */
export const guardedPage = async ({ path, allows, tabs, page }: Place): Promise<ComponentType> => {
  const [Loaded, views] = await Promise.all([page(), tabs?.()]);
  const Shown = path.includes(':') ? ofOneThing(Loaded) : Loaded;
  if (!allows) return Shown;
  return () => {
    const reason = reasonOf(allows(useMe().may));
    return reason === undefined ? (
      <Shown />
    ) : (
      <Page tabs={views}>
        <EmptyState title="This is not shown to you">{reason}</EmptyState>
      </Page>
    );
  };
};

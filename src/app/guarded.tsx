import type { ComponentType } from 'react';
import { useMe } from '#/data/me';
import { reasonOf } from '#/domain/permissions';
import { EmptyState } from '#/ui/EmptyState';
import { Page } from '#/ui/Page';
import type { Place } from '#/ui/place';

/**
 * The page of a place as it is routed to. To those whom `allows` refuses it says why not, under the title of the place, and the
 * page itself is not rendered: none of its hooks runs.
 */
export const guardedPage = async ({ allows, tabs, page }: Place): Promise<ComponentType> => {
  const [Shown, views] = await Promise.all([page(), tabs?.()]);
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

import { matchRoutes, Navigate } from 'react-router';
import { describeFailure } from '#/api/core/sentences';
import { useShortLink } from '#/data/short-link';
import { EmptyState } from '#/ui/EmptyState';
import { FailurePage } from '#/ui/FailureAlert';
import { Page } from '#/ui/Page';
import { places } from './places';

const PATHS = places.map(({ path }) => ({ path }));

/** A path without what is asked of it. */
const bare = (path: string): string => path.replace(/[?#].*$/s, '');

/**
 * `/share/:nanoId`: opens what a short link leads to, if that is a place of this console. Anybody of the organization may have
 * written anything into one, so whatever else it says is shown and not opened.
 */
export const SharePage = ({ nanoId }: { nanoId: string }) => {
  const { link, isUnknown, isForeign, error, refetch } = useShortLink(nanoId);
  if (link?.path && matchRoutes(PATHS, bare(link.path))) return <Navigate to={link.path} replace />;
  if (link || isForeign)
    return (
      <Page title="This link leads elsewhere">
        <EmptyState title="Nothing was opened">
          {link ? (
            <>
              It was not made for a page of this console, but for <bdi>{link.written}</bdi>
            </>
          ) : (
            'What it was made for is no path of this Lightdash, which does not say more.'
          )}
        </EmptyState>
      </Page>
    );
  if (isUnknown)
    return (
      <Page title="This link is not known">
        <EmptyState title="Nothing was opened">
          No link of your organization has this address. It may be of another organization, or part of it is missing.
        </EmptyState>
      </Page>
    );
  return (
    <Page title="Short link">
      {error ? (
        <FailurePage problem={describeFailure(error)} onRetry={() => void refetch()} />
      ) : (
        <p role="status">Reading where the link leads</p>
      )}
    </Page>
  );
};

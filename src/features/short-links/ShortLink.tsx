import { Suspense } from 'react';
import { useLocation } from 'react-router';
import { late } from '#/ui/late';

const ShortLinkButton = late(async () => (await import('./ShortLinkButton')).ShortLinkButton);

/** A short link to what is shown, where the address says more than its path; loaded only then. */
export const ShortLink = () =>
  useLocation().search !== '' && (
    <Suspense>
      <ShortLinkButton />
    </Suspense>
  );

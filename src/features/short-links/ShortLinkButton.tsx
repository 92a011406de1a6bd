import { useState } from 'react';
import { useHref, useLocation } from 'react-router';
import { describeFailure } from '#/api/core/sentences';
import { useMakeShortLink } from '#/data/make-short-link';
import { Button } from '#/ui/Button';
import { copyText } from '#/ui/copy-text';
import { toast } from '#/ui/toast';

const NO_ADDRESS = 'The console has no address of its own here that a link could lead to.';

/** Has Lightdash keep the address of what is shown, and copies a short link to it, of this console. */
export const ShortLinkButton = () => {
  const { pathname, search } = useLocation();
  const place = useHref({ pathname, search });
  const below = useHref('/share/');
  const make = useMakeShortLink();
  const [isBusy, setBusy] = useState(false);
  const [made, setMade] = useState<{ of: string; link: string } | null>(null);
  // Below a host that keeps the address to itself, it is in memory alone; the page around may have the same path by chance.
  const shown = new URL(place, location.href);
  const isInAddress = shown.pathname === location.pathname && shown.search === location.search;
  const copy = async () => {
    setBusy(true);
    try {
      // Some browsers take a text only while the click is young: a second one copies what the first has made.
      const of = pathname + search;
      const link =
        made?.of === of ? made.link : new URL(below + (await make(pathname, search)), location.origin).toString();
      setMade({ of, link });
      await copyText(link, 'Short link');
    } catch (error) {
      const { title, message } = describeFailure(error);
      toast({ title, message, bad: true });
    }
    setBusy(false);
  };
  return (
    <Button
      aria-label="Copy short link"
      title="Copies a short link to what is shown here, for people of this organization"
      busy={isBusy}
      reason={isInAddress ? undefined : NO_ADDRESS}
      onClick={() => void copy()}
    >
      Short link
    </Button>
  );
};

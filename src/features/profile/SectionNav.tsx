import { useEffect, useState } from 'react';
import { useLocation } from 'react-router';
import { Link } from '#/ui/Link';
import { useSurface } from '#/ui/surface';
import styles from './profile.module.css';

type SectionNavProps = { sections: readonly { id: string; name: string }[] };

/** From the top of the window to where a section counts as the one that is read. */
const LINE = 140;

/**
 * The sections of a page, the one that is read marked. It is the last whose beginning has passed the upper part of the window, the
 * first of those side by side; the one that was gone to stays marked as long as it is seen whole, for the last ones never come up there.
 */
const useRead = (ids: readonly string[], wanted: string): string | undefined => {
  const surface = useSurface();
  const [read, setRead] = useState(ids[0]);
  const all = ids.join();
  useEffect(() => {
    const look = () => {
      const places = all.split(',').flatMap((id) => {
        const place = surface.getElementById(id)?.getBoundingClientRect();
        return place ? [{ id, top: Math.round(place.top), bottom: place.bottom }] : [];
      });
      const gone = places.find(({ id }) => id === wanted);
      if (gone && gone.top >= 0 && gone.bottom <= innerHeight) return setRead(wanted);
      const top = Math.max(...places.filter((place) => place.top <= LINE).map((place) => place.top));
      setRead((places.find((place) => place.top === top) ?? places[0])?.id);
    };
    look();
    // Of whatever scrolls around the page: a scroll does not bubble.
    surface.addEventListener('scroll', look, { capture: true, passive: true });
    addEventListener('scroll', look, { passive: true });
    return () => {
      surface.removeEventListener('scroll', look, { capture: true });
      removeEventListener('scroll', look);
    };
  }, [surface, all, wanted]);
  return read;
};

/** Links to the sections of the profile; each moves the reader and the keyboard there. */
export const SectionNav = ({ sections }: SectionNavProps) => {
  const surface = useSurface();
  const wanted = useLocation().hash.slice(1);
  const read = useRead(
    sections.map(({ id }) => id),
    wanted,
  );
  const go = (id: string) => {
    const section = surface.getElementById(id);
    section?.scrollIntoView();
    section?.focus({ preventScroll: true });
  };
  return (
    <nav className={styles.nav} aria-label="On this page">
      {sections.map(({ id, name }) => (
        <Link
          key={id}
          to={{ hash: `#${id}` }}
          replace
          aria-current={id === read ? 'location' : undefined}
          onClick={() => go(id)}
        >
          {name}
        </Link>
      ))}
    </nav>
  );
};

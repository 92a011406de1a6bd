import { renderToStaticMarkup } from 'react-dom/server';
import { Icon } from '#/ui/icons';
import type { Place } from '#/ui/place';
import { entries, places } from '../places';

/** Grey where words will stand that are not known yet. */
const Bar = ({ of }: { of: string }) => <i className={`boot-${of}`} />;

const Organization = () => (
  <div className="boot-organization">
    <b>L</b>
    <Bar of="words" />
  </div>
);

/** What a place looks like before anything of it is known, as index.html has the styles for. In: null where the place is not known. */
const Picture = ({ place, isList }: { place: Place | null; isList: boolean }) => (
  <div className="boot-shell" aria-hidden>
    <div className="boot-top">
      <Organization />
      <Icon name="search" />
      <Icon name="menu" />
    </div>
    <div className="boot-nav">
      <Organization />
      <div className="boot-place boot-find">
        <Icon name="search" /> Find
      </div>
      {entries
        .filter((entry) => entry.in === 'navigation')
        .map(({ path, title, icon }) => (
          <div key={path} className={path === (place?.within ?? place)?.path ? 'boot-place boot-here' : 'boot-place'}>
            <Icon name={icon} /> {title}
          </div>
        ))}
      <div className="boot-gap" />
      <div className="boot-who">
        <Bar of="face" />
        <Bar of="words" />
      </div>
    </div>
    {place && (
      <main className="boot-page">
        {/* What a place of one thing is called is not known yet. */}
        <div className="boot-title">
          {place.path.includes(':') ? <Bar of="words" /> : (place.heading ?? place.title)}
        </div>
        {isList && (
          <>
            <div className="boot-bar">
              <div className="boot-search" />
            </div>
            <div className="boot-lines" />
          </>
        )}
      </main>
    )}
  </div>
);

/**
 * The pictures of all places, as HTML by their paths, `/` for where nothing but the frame is known. In: which of them are lists.
 */
export const pictures = (lists: ReadonlySet<string>): Record<string, string> =>
  Object.fromEntries(
    [null, ...places].map((place) => [
      place?.path ?? '/',
      renderToStaticMarkup(<Picture place={place} isList={place !== null && lists.has(place.path)} />),
    ]),
  );

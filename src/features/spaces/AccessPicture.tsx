import { useMemo } from 'react';
import { useLocation, useSearchParams } from 'react-router';
import { grouped } from '#/lib/text';
import { Link } from '#/ui/Link';
import { StackedBar, type BarPart } from '#/ui/StackedBar';
import { APART, apartInWords, WAY_WORDS, WAYS, type ReachRow, type Way } from './reach';
import styles from './SpacePage.module.css';

const TONES: Record<Way, BarPart['tone']> = {
  organization: 1,
  project: 2,
  everybody: 3,
  public: 3,
  group: 4,
  above: 5,
  direct: 6,
};

/**
 * Who opens a space, by what: a bar of which each part is a filter of the list, and whoever stands out. Of somebody who has access in
 * two ways the bar counts the first, the list shows them by either.
 */
export const AccessPicture = ({ rows }: { rows: readonly ReachRow[] }) => {
  const { pathname } = useLocation();
  const [params] = useSearchParams();
  const chosen = (name: string) => (params.get(name) ?? '').split(',');
  const toggled = (name: string, value: string) => {
    const next = new URLSearchParams(params);
    if (chosen(name).includes(value)) next.delete(name);
    else next.set(name, value);
    return `${pathname}?${next.toString()}`;
  };
  const { sizes, weights, apart } = useMemo(() => {
    const found = { sizes: new Map<Way, number>(), weights: new Map<Way, number>(), apart: new Map<string, number>() };
    const add = <K,>(map: Map<K, number>, key: K) => map.set(key, (map.get(key) ?? 0) + 1);
    for (const row of rows) {
      const ways = row.ways();
      for (const way of ways) add(found.sizes, way);
      const main = WAYS.find((way) => ways.includes(way));
      if (main) add(found.weights, main);
      for (const each of row.apart()) add(found.apart, each);
    }
    return found;
  }, [rows]);
  const standing = APART.filter((each) => apart.has(each));
  return (
    <>
      <StackedBar
        label="Who can open it, by what"
        parts={WAYS.toReversed().map((way) => ({
          key: way,
          name: WAY_WORDS[way],
          size: sizes.get(way) ?? 0,
          weight: weights.get(way) ?? 0,
          tone: TONES[way],
          to: toggled('how', way),
          isCurrent: chosen('how').includes(way),
        }))}
      />
      {standing.length > 0 && (
        <p className={styles.apart}>
          Stands out:{' '}
          {standing.map((each, i) => (
            <span key={each}>
              {i > 0 && ' · '}
              <Link to={toggled('apart', each)} replace aria-current={chosen('apart').includes(each)}>
                {grouped(apart.get(each) ?? 0)} {apartInWords(each, apart.get(each) === 1)}
              </Link>
            </span>
          ))}
        </p>
      )}
    </>
  );
};

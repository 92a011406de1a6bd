import { grouped } from '../lib/text';
import { Link } from './Link';
import styles from './StackedBar.module.css';

/** A part of a whole. `tone`: how strongly it is drawn, from 1 (most) to 6; `weight`: its share of the bar, if that is not its size. */
export type BarPart = {
  key: string;
  name: string;
  size: number;
  weight?: number;
  tone: 1 | 2 | 3 | 4 | 5 | 6;
  /** Where its part of the list is; chosen again it leads back to the whole. */
  to?: string;
  isCurrent?: boolean;
};

const Segment = ({ part: { name, size, weight = size, tone, to, isCurrent } }: { part: BarPart }) => {
  const look = {
    'data-tone': tone,
    'data-current': isCurrent,
    style: { flexGrow: weight },
    title: `${name}: ${grouped(size)}`,
  };
  // The name below leads there too: for the pointer alone.
  return to === undefined ? <i {...look} /> : <Link to={to} replace tabIndex={-1} {...look} />;
};

type StackedBarProps = {
  label: string;
  parts: readonly BarPart[];
  /** What the bar is drawn against, where it is not all of its parts: for two bars of one scale. */
  whole?: number;
};

/** A whole as a bar of its parts, each named below with its size, and where it leads somewhere a link. Parts of nothing are left out. */
export const StackedBar = ({ label, parts, whole }: StackedBarProps) => {
  const drawn = parts.reduce((total, { size, weight = size }) => total + weight, 0);
  const some = parts.filter(({ size, isCurrent }) => size > 0 || isCurrent);
  return (
    <div role="group" aria-label={label} className={styles.stacked}>
      <div className={styles.bar} aria-hidden data-chosen={some.some(({ isCurrent }) => isCurrent) || undefined}>
        {some.map((part) => (
          <Segment key={part.key} part={part} />
        ))}
        {whole !== undefined && whole > drawn && <i style={{ flexGrow: whole - drawn }} />}
      </div>
      <ul className={styles.names}>
        {some.map(({ key, name, size, tone, to, isCurrent }) => {
          const text = (
            <>
              <i data-tone={tone} aria-hidden />
              {name} <b>{grouped(size)}</b>
            </>
          );
          return (
            <li key={key}>
              {to === undefined ? (
                <span>{text}</span>
              ) : (
                <Link to={to} replace aria-current={isCurrent}>
                  {text}
                </Link>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
};

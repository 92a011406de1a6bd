import { useEffect, useRef } from 'react';
import { classes } from '../lib/text';
import styles from './TableSkeleton.module.css';
import { findFonts } from './text-width';

type TableSkeletonProps = {
  label: string;
  headers: readonly { header: string; isFlexible?: boolean }[];
  narrow: boolean;
  tall?: boolean;
  leading?: boolean;
  rows?: number;
};

const ROWS = 14;

/** A table that is still being read: its head and grey bars where the rows will be, so that nothing moves when they come. */
export const TableSkeleton = ({
  label,
  headers,
  narrow,
  tall = false,
  leading = false,
  rows = ROWS,
}: TableSkeletonProps) => {
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (frame.current) findFonts(frame.current);
  }, []);
  return (
    <div ref={frame} className={styles.frame} role="status" aria-label={`Reading ${label.toLowerCase()}`}>
      <div className={classes(styles.row, styles.head)} aria-hidden>
        {leading && <span className={styles.lead} />}
        {(narrow ? headers.slice(0, 1) : headers).map(({ header, isFlexible }) => (
          <span key={header} style={{ flex: isFlexible ? 2 : 1 }}>
            {header}
          </span>
        ))}
      </div>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className={classes(styles.row, (narrow || tall) && styles.tall)} aria-hidden>
          {leading && <span className={styles.lead} />}
          {(narrow ? headers.slice(0, 1) : headers).map(({ header, isFlexible }, column) => (
            <span key={header} style={{ flex: isFlexible ? 2 : 1 }}>
              <i style={{ width: `${40 + ((row * 7 + column * 13) % 45)}%` }} />
            </span>
          ))}
        </div>
      ))}
    </div>
  );
};

import { useEffect, useRef, type ReactNode } from 'react';
import { count, grouped } from '../lib/text';
import styles from './SelectionBar.module.css';
import { useSurface } from './surface';
import { useFocusOnward } from './useFocusOnward';

type SelectionBarProps = { size: number; one: string; many: string; onClear: () => void; children: ReactNode };

/** What can be done with the selected rows, at the lower edge of the page. */
export const SelectionBar = ({ size, one, many, onClear, children }: SelectionBarProps) => {
  const bar = useRef<HTMLDivElement>(null);
  // When the last selected row goes, the bar goes under the reader's hands: back to the table.
  useFocusOnward(bar, 'tr[tabindex="0"]');
  const surface = useSurface();
  // Its room comes from the table: the row with the focus stays in sight.
  useEffect(() => {
    surface.activeElement?.closest('tr')?.scrollIntoView({ block: 'nearest' });
  }, [surface]);
  return (
    <div ref={bar} className={styles.bar} role="toolbar" aria-label={`${count(size, one, many)} selected`}>
      <b role="status">{grouped(size)} selected</b>
      <span aria-hidden>·</span>
      {children}
      <SelectionAction onClick={onClear}>Clear</SelectionAction>
    </div>
  );
};

/** One action of the bar; with a reason it cannot be used and says why. */
export const SelectionAction = ({
  children,
  onClick,
  reason,
}: {
  children: ReactNode;
  onClick: () => void;
  reason?: string | undefined;
}) => (
  <button
    type="button"
    aria-disabled={reason !== undefined || undefined}
    title={reason}
    aria-description={reason}
    onClick={reason === undefined ? onClick : undefined}
  >
    {children}
  </button>
);

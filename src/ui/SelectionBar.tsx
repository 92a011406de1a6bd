import { useLayoutEffect, useRef, type ReactNode } from 'react';
import { count, grouped } from '../lib/text';
import { useSurface } from './surface';
import styles from './SelectionBar.module.css';

type SelectionBarProps = { size: number; one: string; many: string; onClear: () => void; children: ReactNode };

/** What can be done with the selected rows, at the lower edge of the page. */
export const SelectionBar = ({ size, one, many, onClear, children }: SelectionBarProps) => {
  const surface = useSurface();
  const bar = useRef<HTMLDivElement>(null);
  // When the last selected row goes, the bar goes under the reader's hands: back to the table, or to the head of the page.
  useLayoutEffect(() => {
    const element = bar.current;
    return () => {
      if (!element?.contains(surface.activeElement)) return;
      const target =
        surface.querySelector<HTMLElement>('main tr[tabindex="0"]') ?? surface.querySelector<HTMLElement>('main h1');
      target?.focus({ preventScroll: true });
    };
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

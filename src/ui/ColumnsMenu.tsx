import { Popover } from '@mantine/core';
import '@mantine/core/styles/Popover.layer.css';
import { useId, type KeyboardEvent } from 'react';
import type { ColumnsButtonProps } from './ColumnsButton';
import styles from './ColumnsMenu.module.css';
import { setWidth } from './draw-column';
import { changeLayout } from './change-layout';
import type { LateMenuProps } from './LateMenu';
import { useLateMenu } from './useLateMenu';

/** An arrow makes a column so much wider or narrower, in pixels. */
const STEP = 16;
const ARROWS: Readonly<Record<string, number>> = { ArrowLeft: -STEP, ArrowRight: STEP };
const DENSITIES = [
  { name: 'Comfortable', isCompact: false },
  { name: 'Compact', isCompact: true },
];

/** The open menu of a ColumnsButton. What names a row stays. */
const ColumnsMenu = ({
  table,
  columns,
  layout,
  cols,
  target,
  opened,
  onOpened,
}: ColumnsButtonProps & LateMenuProps) => {
  const late = useLateMenu(opened, target);
  const id = useId();
  const { hidden, widths, isCompact } = layout;
  const toggle = (column: string) =>
    changeLayout(table, (now) => ({
      ...now,
      hidden: now.hidden.includes(column) ? now.hidden.filter((each) => each !== column) : [...now.hidden, column],
    }));
  const widen = (event: KeyboardEvent, column: string) => {
    const by = ARROWS[event.key];
    const col = cols.current?.querySelector<HTMLElement>(`[data-column="${CSS.escape(column)}"]`);
    if (by === undefined || !col) return;
    event.preventDefault();
    setWidth(table, column, (widths[column] ?? Number.parseInt(col.style.width, 10)) + by);
  };
  return (
    <Popover
      opened={late.opened}
      onChange={onOpened}
      position="bottom-end"
      shadow="md"
      radius={8}
      trapFocus
      withinPortal
    >
      <Popover.Target popupType="dialog">{late.target}</Popover.Target>
      <Popover.Dropdown p={0} aria-label="Columns">
        <fieldset className={styles.part} aria-describedby={id}>
          <legend>Columns</legend>
          {columns.map(({ id: column, header }, i) => (
            <label key={column}>
              <input
                type="checkbox"
                checked={!hidden.includes(column)}
                aria-disabled={i === 0 || undefined}
                onChange={() => i > 0 && toggle(column)}
                onKeyDown={(event) => widen(event, column)}
              />
              {header}
            </label>
          ))}
        </fieldset>
        <p id={id} className={styles.hint}>
          <kbd>←</kbd> <kbd>→</kbd> narrower, wider
        </p>
        <fieldset className={styles.part}>
          <legend>Density</legend>
          {DENSITIES.map((density) => (
            <label key={density.name}>
              <input
                type="radio"
                name={`${id}-density`}
                checked={isCompact === density.isCompact}
                onChange={() => changeLayout(table, (now) => ({ ...now, isCompact: density.isCompact }))}
              />
              {density.name}
            </label>
          ))}
        </fieldset>
        <button
          type="button"
          className={styles.reset}
          onClick={() => changeLayout(table, () => ({ hidden: [], widths: {}, isCompact: false }))}
        >
          Reset the table
        </button>
      </Popover.Dropdown>
    </Popover>
  );
};

export default ColumnsMenu;

import { lazy, Suspense, useState } from 'react';
import type { Scheduler } from '#/domain/schedule/types';
import { Button } from '#/ui/Button';
import { Icon } from '#/ui/icons';
import type { OpenDialog } from './dialogs';

const RowMenuItems = lazy(() => import('./RowMenuItems'));

export type RowMenuProps = { scheduler: Scheduler; onDialog: (dialog: OpenDialog) => void };

/** The button at the end of a row; what it opens is loaded when it is first used. */
export const RowMenu = (props: RowMenuProps) => {
  const [opened, setOpened] = useState<boolean | null>(null);
  const button = (
    <Button
      look="icon"
      tabIndex={-1}
      aria-label={`Actions for ${props.scheduler.name}`}
      aria-haspopup="menu"
      aria-expanded={opened ?? false}
      onClick={() => setOpened(!opened)}
    >
      <Icon name="more" />
    </Button>
  );
  if (opened === null) return button;
  return (
    <Suspense fallback={button}>
      <RowMenuItems {...props} target={button} opened={opened} onOpened={setOpened} />
    </Suspense>
  );
};

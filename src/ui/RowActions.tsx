import { lazy, Suspense, useState } from 'react';
import type { Permission } from '../domain/permissions';
import { Button } from './Button';
import { Icon } from './icons';

/** One thing that can be done with a row. What is not allowed stays in the menu and says why; `separate` starts a new part. */
export type RowAction = { label: string; onClick: () => void; permission?: Permission; separate?: boolean };

const RowActionsMenu = lazy(() => import('./RowActionsMenu'));

type RowActionsProps = {
  /** What the row is called: a person's name. */
  name: string;
  /** Asked for when the menu is open, since permissions may cost a look at all rows. */
  actions: () => readonly RowAction[];
};

/** The button at the end of a row; the menu it opens is loaded when it is first used. */
export const RowActions = ({ name, actions }: RowActionsProps) => {
  const [opened, setOpened] = useState<boolean | null>(null);
  const button = (
    <Button look="icon" tabIndex={-1} aria-label={`Actions for ${name}`} aria-haspopup="menu" aria-expanded={opened ?? false} onClick={() => setOpened(!opened)}>
      <Icon name="more" />
    </Button>
  );
  if (opened === null) return button;
  return (
    <Suspense fallback={button}>
      <RowActionsMenu actions={actions} target={button} opened={opened} onOpened={setOpened} />
    </Suspense>
  );
};

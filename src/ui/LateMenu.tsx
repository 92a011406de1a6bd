import { startTransition, Suspense, useState, type ComponentProps, type ComponentType, type ReactElement } from 'react';
import { Button } from './Button';

/** What a menu gets whose code comes with the first click on its button. */
export type LateMenuProps = { target: ReactElement; opened: boolean; onOpened: (opened: boolean) => void };

type LateMenuButtonProps<Pass extends object> = ComponentProps<typeof Button> & {
  /** Loaded when it is first used. */
  menu: ComponentType<Pass & LateMenuProps>;
  /** What else the menu is told. */
  pass: Pass;
  /** Plain where the button has a look of its own. */
  as?: typeof Button | 'button';
  /** It is open from the beginning. */
  startsOpen?: true | undefined;
};

/**
 * A button and its menu. The click is a transition: what arrives late is shown when it is there, not 300 ms after a fallback.
 */
export const LateMenu = <Pass extends object>({
  menu: Menu,
  pass,
  as: As = Button,
  startsOpen,
  ...button
}: LateMenuButtonProps<Pass>) => {
  const [opened, setOpened] = useState<boolean | undefined>(startsOpen);
  const target = (
    <As
      type="button"
      aria-haspopup="menu"
      aria-expanded={opened ?? false}
      onClick={() => startTransition(() => setOpened((was) => !was))}
      {...button}
    />
  );
  if (opened === undefined) return target;
  return (
    <Suspense fallback={target}>
      <Menu {...pass} target={target} opened={opened} onOpened={setOpened} />
    </Suspense>
  );
};

import { notifications, Notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import '@mantine/core/styles/CloseButton.layer.css';
import '@mantine/core/styles/Notification.layer.css';
import '@mantine/notifications/styles.layer.css';
import { Button } from './Button';
import { toast, type Toast } from './toast';
import styles from './toaster.module.css';

/** In milliseconds; with something to decide it stays longer. */
const STAYS = 4000;
const STAYS_TO_UNDO = 12_000;

/**
 * Where toasts appear: in the corner below, beside the selection bar and the buttons of dialogs, or above them where there is no
 * room beside. Mounted once, by the application.
 */
export const Toaster = () => {
  const cache = useQueryClient().getQueryCache();
  // What empties the cache for the next person empties this: what is said names people and their values.
  useEffect(
    () =>
      cache.subscribe(({ type }) => {
        if (type === 'removed' && cache.getAll().length === 0) clear();
      }),
    [cache],
  );
  return (
    <Notifications position="bottom-right" limit={4} autoClose={STAYS} classNames={{ root: styles.place ?? '' }} />
  );
};

/** Takes away all toasts. */
export const clear = (): void => notifications.clean();

let shown = 0;

/** Shows one toast. */
export const show = ({ title, message = '', bad = false, undo }: Toast): void => {
  const id = notifications.show({
    title,
    message: undo ? (
      <>
        {message}
        <div className={styles.undo}>
          <Button
            onClick={() => {
              notifications.hide(id);
              void undo().then(toast);
            }}
          >
            Undo
          </Button>
        </div>
      </>
    ) : (
      message
    ),
    autoClose: bad ? false : undo ? STAYS_TO_UNDO : STAYS,
    // What is said last is seen: failures, which stay, give way, and come back as others are closed.
    priority: ++shown,
    withBorder: true,
    color: bad ? 'red' : 'dark',
    role: bad ? 'alert' : 'status',
    closeButtonProps: { 'aria-label': 'Close' },
    ...(bad ? {} : { classNames: { root: styles.through ?? '', closeButton: styles.close ?? '' } }),
  });
};

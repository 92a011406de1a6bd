import { notifications, Notifications } from '@mantine/notifications';
import '@mantine/core/styles/CloseButton.layer.css';
import '@mantine/core/styles/Notification.layer.css';
import '@mantine/notifications/styles.layer.css';
import type { Toast } from './toast';
import styles from './toaster.module.css';

/**
 * Where toasts appear: in the corner below, beside the selection bar and the buttons of dialogs, or above them where there is no
 * room beside. Mounted once, by the application.
 */
export const Toaster = () => (
  <Notifications position="bottom-right" limit={4} autoClose={4000} classNames={{ root: styles.place ?? '' }} />
);

/** Takes away all toasts. */
export const clear = (): void => notifications.clean();

/** Shows one toast. */
export const show = ({ title, message = '', bad = false }: Toast): void => {
  notifications.show({
    title,
    message,
    autoClose: bad ? false : 4000,
    withBorder: true,
    color: bad ? 'red' : 'dark',
    role: bad ? 'alert' : 'status',
    closeButtonProps: { 'aria-label': 'Close' },
    ...(bad ? {} : { classNames: { root: styles.through ?? '', closeButton: styles.close ?? '' } }),
  });
};

import { Menu, useMantineColorScheme } from '@mantine/core';
import '@mantine/core/styles/Menu.layer.css';
import '@mantine/core/styles/Popover.layer.css';
import { useNavigate } from 'react-router';
import { useCredentialName, useMe } from '#/data/me';
import { useSignOut } from '#/features/profile/useSignOut';
import { Icon, type IconName } from '#/ui/icons';
import type { LateMenuProps } from '#/ui/LateMenu';
import { useLateMenu } from '#/ui/useLateMenu';
import { entries } from '../places';
import styles from './UserMenu.module.css';

type UserMenuProps = LateMenuProps & { onKeys: () => void };

const SCHEMES: readonly { value: 'light' | 'dark' | 'auto'; name: string; icon: IconName }[] = [
  { value: 'light', name: 'Light', icon: 'sun' },
  { value: 'dark', name: 'Dark', icon: 'moon' },
  { value: 'auto', name: 'As the system', icon: 'screen' },
];

/** The signed-in person and their credential, the colour scheme, and sign-out. */
export const UserMenu = ({ target, opened, onOpened, onKeys }: UserMenuProps) => {
  const { me } = useMe();
  // Below a host the colour scheme and sign-out are up to the host.
  const isHosted = me.credential === 'host';
  const credential = useCredentialName(opened);
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const navigate = useNavigate();
  const leave = useSignOut();
  const late = useLateMenu(opened, target);

  return (
    <Menu
      opened={late.opened}
      onChange={onOpened}
      position="top-start"
      width={240}
      shadow="md"
      radius={8}
      returnFocus={false}
      withinPortal
    >
      <Menu.Target>{late.target}</Menu.Target>
      <Menu.Dropdown>
        <div className={styles.facts}>
          <bdi>{me.email}</bdi>
          <span>
            {credential === undefined ? 'Credential: …' : `Credential: ${credential ?? 'not told by this server'}`}
          </span>
        </div>
        {entries
          .filter((entry) => entry.in === 'menu')
          .map(({ path, title, icon }) => (
            <Menu.Item key={path} leftSection={<Icon name={icon} />} onClick={() => void navigate(path)}>
              {title}
            </Menu.Item>
          ))}
        <Menu.Divider />
        <Menu.Label>Help</Menu.Label>
        <Menu.Item
          leftSection={<Icon name="info" />}
          rightSection={
            <kbd className={styles.key} aria-hidden>
              ?
            </kbd>
          }
          onClick={onKeys}
        >
          Keys
        </Menu.Item>
        <Menu.Item
          component="a"
          href="https://docs.lightdash.com"
          target="_blank"
          rel="noreferrer"
          leftSection={<Icon name="external" />}
        >
          Lightdash’s documentation
        </Menu.Item>
        {!isHosted && (
          <>
            <Menu.Divider />
            <Menu.Label>Colours</Menu.Label>
            {SCHEMES.map(({ value, name, icon }) => (
              <Menu.RadioItem
                key={value}
                value={value}
                checked={colorScheme === value}
                checkIcon={<Icon name="check" />}
                rightSection={<Icon name={icon} />}
                closeMenuOnClick={false}
                onChange={() => setColorScheme(value)}
              >
                {name}
              </Menu.RadioItem>
            ))}
            <Menu.Divider />
            <Menu.Item leftSection={<Icon name="signOut" />} onClick={leave}>
              Sign out
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
};

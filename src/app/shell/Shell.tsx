import { Suspense, useEffect, useRef, useState } from 'react';
import { Outlet, useLocation, useNavigation } from 'react-router';
import { Link } from '#/ui/Link';
import { ownerOf } from '#/data/kept-owner';
import { useMe } from '#/data/me';
import { visited } from '#/data/recents';
import { useRoleNames } from '#/data/role-names';
import { heldRole } from '#/domain/members';
import { Avatar } from '#/ui/Avatar';
import { Button } from '#/ui/Button';
import { Icon } from '#/ui/icons';
import { late } from '#/ui/late';
import { LateMenu } from '#/ui/LateMenu';
import { ListExtra } from '#/ui/Page';
import { PendingGuard } from '#/ui/PendingGuard';
import { usePlace } from '#/ui/place';
import { isApple, isComposing, isFocusLost, isForPage, useKeys, useSurface } from '#/ui/surface';
import { entries } from '../places';
import type { Early } from './Palette';
import { SessionGate } from './SessionGate';
import styles from './Shell.module.css';

const Palette = late(async () => (await import('./Palette')).Palette);
const UserMenu = late(async () => (await import('./UserMenu')).UserMenu);
const ViewsMenu = late(async () => (await import('./ViewsMenu')).ViewsMenu);

const BY: Readonly<Record<string, string>> = {
  session: 'by session',
  token: 'by access token',
  demo: 'demo identity',
  oauth: 'by OAuth',
  host: 'by the portal',
};

const Organization = ({ name }: { name: string }) => (
  <div className={styles.organization}>
    <span className={styles.mark} aria-hidden>
      L
    </span>
    <bdi>{name || 'Lightdash Console'}</bdi>
  </div>
);

/** The frame around every place: navigation, the signed-in person, the palette, and the dialog for a lost session. */
export const Shell = () => {
  const { me } = useMe();
  const nameRole = useRoleNames([heldRole(me)]);
  const { pathname } = useLocation();
  const here = usePlace();
  const isGoing = useNavigation().state !== 'idle';
  const [navOpen, setNavOpen] = useState(false);
  const [palette, setPalette] = useState<'unused' | 'open' | 'keys' | 'closed'>('unused');
  const early = useRef<Early>({ text: '', enter: false });
  const before = useRef<Element | null>(null);
  const surface = useSurface();
  const toggle = useRef<HTMLButtonElement>(null);
  const main = useRef<HTMLElement>(null);
  const lastPath = useRef(pathname);
  const owner = ownerOf(me);

  useEffect(() => {
    visited(pathname, owner);
    if (lastPath.current === pathname) return;
    lastPath.current = pathname;
    setNavOpen(false);
    // Screen readers announce the new place, and the keyboard starts at its top.
    main.current?.focus({ preventScroll: true });
  }, [pathname, owner]);

  const openPalette = () => {
    if (palette === 'open') return;
    before.current = surface.activeElement;
    early.current = { text: '', enter: false };
    setPalette('open');
  };
  const closePalette = () => {
    setPalette('closed');
    // Behind a dialog that is gone the focus is nowhere.
    const target = before.current;
    if (target instanceof HTMLElement) setTimeout(() => isFocusLost(surface) && target.focus({ preventScroll: true }));
  };

  const closeNav = () => {
    if (!navOpen) return;
    setNavOpen(false);
    toggle.current?.focus();
  };

  const openKeys = () => setPalette('keys');

  useKeys((event) => {
    if (event.key === '?' && isForPage(surface, event)) openKeys();
    if (event.key === 'Escape' && isForPage(surface, event)) closeNav();
    if (event.key.toLowerCase() !== 'k' || !(isApple ? event.metaKey : event.ctrlKey)) return;
    event.preventDefault();
    openPalette();
  });

  // Below a host nothing is kept, and what has an address of its own is found by its name.
  const views = me.credential !== 'host' && !here?.path.includes(':') && (
    <LateMenu menu={ViewsMenu} pass={{}} aria-label="Saved views">
      Views
    </LateMenu>
  );

  return (
    <div className={styles.shell}>
      <a
        className={styles.skip}
        href="#main"
        onClick={(event) => {
          // In a portal's document the address is not ours, and fragments do not reach into a shadow root.
          event.preventDefault();
          main.current?.focus();
        }}
      >
        Skip to the content
      </a>
      {isGoing && <div className={styles.progress} aria-hidden />}
      <header className={styles.top}>
        <Organization name={me.organizationName} />
        <Button look="icon" aria-label="Find" onClick={openPalette}>
          <Icon name="search" />
        </Button>
        <Button
          ref={toggle}
          look="icon"
          aria-label={navOpen ? 'Close the navigation' : 'Open the navigation'}
          aria-expanded={navOpen}
          onClick={() => setNavOpen(!navOpen)}
        >
          <Icon name={navOpen ? 'close' : 'menu'} />
        </Button>
      </header>
      <nav className={styles.nav} aria-label="Places" data-open={navOpen || undefined}>
        <Organization name={me.organizationName} />
        <button type="button" className={styles.find} onClick={openPalette}>
          <Icon name="search" /> Find <kbd aria-hidden>{isApple ? '⌘ K' : 'Ctrl K'}</kbd>
        </button>
        <ul className={styles.places}>
          {entries
            .filter((entry) => entry.in === 'navigation')
            .map(({ path, title, icon }) => (
              <li key={path}>
                <Link
                  to={path}
                  className={styles.place ?? ''}
                  aria-current={path === (here?.within ?? here)?.path ? 'page' : undefined}
                  onClick={closeNav}
                >
                  <Icon name={icon} /> {title}
                </Link>
              </li>
            ))}
        </ul>
        <div className={styles.gap} />
        <LateMenu menu={UserMenu} pass={{ onKeys: openKeys }} as="button" className={styles.who}>
          <Avatar name={me.name} />
          <div className={styles.whoText}>
            <b>
              <bdi>{me.name}</bdi>
            </b>
            <span>
              {nameRole(heldRole(me))} · {BY[me.credential]}
            </span>
          </div>
        </LateMenu>
      </nav>
      <main className={styles.main} id="main" ref={main} tabIndex={-1}>
        <ListExtra value={views}>
          {/* Dialogs of the previous person are closed for the next one. */}
          <Outlet key={me.userUuid} />
        </ListExtra>
      </main>
      {palette !== 'unused' && (
        <Suspense
          fallback={
            palette === 'open' && (
              // Takes the keys until the palette is there.
              <input
                className={styles.early}
                aria-label="Find"
                ref={(field) => field?.focus()}
                onChange={({ target }) => (early.current.text = target.value)}
                onKeyDown={({ key, nativeEvent }) => {
                  if (isComposing(nativeEvent)) return;
                  if (key === 'Enter') early.current.enter = true;
                  if (key === 'Escape') closePalette();
                }}
              />
            )
          }
        >
          <Palette shows={palette} early={early} onClose={closePalette} />
        </Suspense>
      )}
      <PendingGuard />
      <SessionGate />
    </div>
  );
};

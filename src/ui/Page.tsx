import { createContext, use, useEffect, type ReactNode } from 'react';
import { Link } from './Link';
import { grouped } from '../lib/text';
import { ActionMenu, type Actions } from './ActionMenu';
import { usePlace, type PageTabs } from './place';
import { isOwnDocument, useSurface } from './surface';
import styles from './Page.module.css';

type PageProps = {
  /** The place's own if it is not said; null where what is shown has a name that is not known yet. */
  title?: string | null | undefined;
  /** What the browser's tab says, where it should differ from the title. */
  documentTitle?: string;
  /** The places that this one lies in, the outermost first. */
  crumbs?: readonly { to: string; label: string }[];
  /** Marks beside the title: what state this is in, such as "Private" or a member's status. */
  state?: ReactNode;
  /** After the title, quiet: "184 of 2,000". Announced politely when it changes. */
  count?: ReactNode;
  /** Buttons at the right of the title: the two or three that are wanted most, the primary one last. */
  actions?: ReactNode;
  /** All other actions, behind "…". Those that destroy something come last and say `isDestructive`. */
  more?: Actions | undefined;
  tabs?: PageTabs | undefined;
  /** Search and filters, and with ToolbarActions what is done with the list as it is shown: one row. */
  toolbar?: ReactNode;
  /** There is nothing to list, whatever is searched for: no toolbar. */
  isBare?: boolean;
  children: ReactNode;
};

/**
 * The frame of every place, always in this order: where it lies, its title and state with the actions at the right, its views, one
 * toolbar, the content. Names the browser tab too, where that is the console's.
 */
export const Page = ({ title, documentTitle, crumbs, state, count, actions, more, tabs, ...rest }: PageProps) => {
  const { toolbar, isBare = false, children } = rest;
  const surface = useSurface();
  const place = usePlace();
  const tab = documentTitle ?? title ?? place?.title;
  const heading = title ?? place?.heading ?? place?.title;
  useEffect(() => {
    if (isOwnDocument(surface)) document.title = `${tab} · Lightdash Console`;
  }, [surface, tab]);
  return (
    <div className={styles.page}>
      {crumbs && (
        <nav className={styles.crumbs} aria-label="Breadcrumb">
          {crumbs.map(({ to, label }) => (
            <Link key={to} to={to}>
              <bdi>{label}</bdi>
            </Link>
          ))}
        </nav>
      )}
      <div className={styles.head}>
        <div className={styles.titles}>
          <h1 className={styles.title} tabIndex={-1} title={heading}>
            <bdi>{title === null ? ' ' : heading}</bdi>
          </h1>
          {state}
          {count !== undefined && (
            <span className={styles.count} role="status">
              {count}
            </span>
          )}
        </div>
        {(actions !== undefined || more !== undefined) && (
          <div className={styles.actions}>
            {actions}
            {more && <ActionMenu look="plain" name={heading ?? ''} actions={more} />}
          </div>
        )}
      </div>
      {tabs && (
        <nav className={styles.tabs} aria-label={tabs.label}>
          {tabs.items.map(({ to, name, size, isCurrent }) => (
            <Link key={name} to={to} aria-current={isCurrent}>
              {name} {typeof size === 'number' && <small>{grouped(size)}</small>}
            </Link>
          ))}
        </nav>
      )}
      {toolbar && !isBare && <Toolbar>{toolbar}</Toolbar>}
      {children}
    </div>
  );
};

/** One row above a list: search and filters, what is done with it at the right. Pages hand theirs to Page; for a list among other things. */
export const Toolbar = ({ children }: { children: ReactNode }) => <div className={styles.bar}>{children}</div>;

/** What every list of a place has beside its own actions: its saved views. */
export const ListExtra = createContext<ReactNode>(null);

/** What is done with a list as it is shown, at the right end of its toolbar. */
export const ToolbarActions = ({ children }: { children: ReactNode }) => (
  <div className={styles.right}>
    {use(ListExtra)}
    {children}
  </div>
);

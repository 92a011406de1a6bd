import { useEffect, type ReactNode } from 'react';
import { Link } from 'react-router';
import { Icon } from './icons';
import { usePlace } from './place';
import { isOwnDocument, useSurface } from './surface';
import styles from './Page.module.css';

type PageProps = {
  /** The place's own if it is not said; null where what is shown has a name that is not known yet. */
  title?: string | null | undefined;
  /** What the tab says, where it should differ from the title. */
  documentTitle?: string;
  /** Beside the title: "184 of 2,000". Announced politely when it changes. */
  count?: ReactNode;
  /** The list that a detail page belongs to. */
  back?: { to: string; label: string };
  /** Search, filters and actions: one row. */
  toolbar?: ReactNode;
  /** There is nothing to list, whatever is searched for: of the toolbar only the actions are shown. */
  isBare?: boolean;
  children: ReactNode;
};

/** The frame of every place: title and count, one toolbar, the content, nothing else. Names the browser tab too, where that is the console's. */
export const Page = ({ title, documentTitle, count, back, toolbar, isBare = false, children }: PageProps) => {
  const surface = useSurface();
  const place = usePlace();
  const tab = documentTitle ?? title ?? place?.title;
  const heading = title ?? place?.heading ?? place?.title;
  useEffect(() => {
    if (isOwnDocument(surface)) document.title = `${tab} · Lightdash Console`;
  }, [surface, tab]);
  return (
    <div className={styles.page}>
      <div className={styles.head}>
        <h1 className={styles.title} tabIndex={-1} title={heading}>
          <bdi>{title === null ? ' ' : heading}</bdi>
        </h1>
        {count !== undefined && (
          <span className={styles.count} role="status">
            {count}
          </span>
        )}
      </div>
      {(back !== undefined || toolbar !== undefined) && (
        <div className={styles.bar} data-bare={isBare || undefined}>
          {back && (
            <Link to={back.to} className={styles.back}>
              <Icon name="back" size={13} /> {back.label}
            </Link>
          )}
          {toolbar}
        </div>
      )}
      {children}
    </div>
  );
};

/** The actions of a toolbar, at its right end. */
export const ToolbarActions = ({ children }: { children: ReactNode }) => <div className={styles.right}>{children}</div>;

import type { AnchorHTMLAttributes } from 'react';
import { useHref, useLinkClickHandler, type To } from 'react-router';

type LinkProps = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href' | 'target'> & {
  /** A place of the console, or a part of the page. */
  to: To;
  /** Where it takes the place of this page in the history. */
  replace?: boolean;
};

/**
 * A link to a place of the console. The router's own can also fetch ahead what servers render: code for every page and work in every
 * row of a table.
 */
export const Link = ({ to, replace, onClick, children, ...attributes }: LinkProps) => {
  const href = useHref(to);
  const go = useLinkClickHandler<HTMLAnchorElement>(to, replace === undefined ? {} : { replace });
  return (
    <a
      {...attributes}
      href={href}
      onClick={(event) => {
        onClick?.(event);
        if (!event.defaultPrevented) go(event);
      }}
    >
      {children}
    </a>
  );
};

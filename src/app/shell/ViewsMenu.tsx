import { useState } from 'react';
import { useHref, useLocation, useNavigate } from 'react-router';
import { useMe } from '#/data/me';
import { asksSame, isNamed, keepViews, viewsOf, type View } from '#/data/views';
import type { Action } from '#/ui/ActionMenu';
import ActionMenuItems from '#/ui/ActionMenuItems';
import { copyText } from '#/ui/copy-text';
import { onDemand } from '#/ui/late';
import type { LateMenuProps } from '#/ui/LateMenu';
import { toast, type Toast } from '#/ui/toast';

const ViewNameDialog = onDemand(async () => (await import('./ViewNameDialog')).ViewNameDialog);

const REFUSED = { title: 'Not saved', message: 'This browser keeps nothing for the console.', bad: true };

/** The views of the list that is open: what its address asks of it, under names of one's own. They are kept in this browser. */
export const ViewsMenu = (menu: LateMenuProps) => {
  const { me } = useMe();
  const navigate = useNavigate();
  const { pathname: path, search } = useLocation();
  const address = useHref(path + search);
  const [dialog, setDialog] = useState<{ renamed: View | null } | null>(null);
  const [last, setLast] = useState('');
  const views = viewsOf(me).filter((view) => view.path === path);
  const current = views.find((view) => asksSame(view.search, search));
  // What was opened last is what is changed since; where nothing is asked any more, that is over.
  if (current && current.name !== last) setLast(current.name);
  if (!current && last !== '' && asksSame(search, '')) setLast('');
  const opener = views.find(isNamed({ name: last, path }));

  /** In: what takes the place of the views of its name and of `replaced`, if anything. Out: whether the browser did. */
  const keep = (view: View | null, replaced: View | null): boolean =>
    keepViews(me, [
      ...viewsOf(me).filter((other) => ![view, replaced].some((each) => each && isNamed(each)(other))),
      ...(view ? [view] : []),
    ]);
  const say = (kept: boolean, title: string, message: string, former: View) =>
    toast(
      kept
        ? {
            title,
            message,
            undo: async (): Promise<Toast> =>
              keep(former, null) ? { title: 'Undone', message: `${former.name} is as it was.` } : REFUSED,
          }
        : REFUSED,
    );

  const actions: Action[] = [
    ...views.map((view) => ({
      label: view.name,
      isChosen: view === current,
      onClick: () => void navigate(path + view.search),
    })),
    'rule',
    { label: 'Save this view…', onClick: () => setDialog({ renamed: null }) },
    ...(opener && !current
      ? [
          {
            label: `Update ${opener.name}`,
            onClick: () =>
              say(keep({ ...opener, search }, opener), 'View updated', `${opener.name} is now what you see.`, opener),
          },
        ]
      : []),
    { label: 'Copy link', onClick: () => void copyText(new URL(address, globalThis.location.href).href, 'Link') },
    ...(current
      ? [
          'rule' as const,
          { label: `Rename ${current.name}…`, onClick: () => setDialog({ renamed: current }) },
          {
            label: `Delete ${current.name}`,
            isDestructive: true,
            onClick: () => say(keep(null, current), 'View deleted', `${current.name} is gone.`, current),
          },
        ]
      : []),
  ];

  return (
    <>
      <ActionMenuItems
        {...menu}
        actions={views.length > 0 ? actions : actions.slice(1)}
        note={
          views.length > 0 ? undefined : 'Save a search, its filters and order under a name. It stays in this browser.'
        }
      />
      {dialog && (
        <ViewNameDialog
          renamed={dialog.renamed}
          isTaken={(name) => views.some(isNamed({ name, path }))}
          onKeep={(name) => keep({ name, path, search }, dialog.renamed)}
          onClose={() => setDialog(null)}
        />
      )}
    </>
  );
};

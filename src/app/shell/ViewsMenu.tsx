import { lazy, Suspense, useState } from 'react';
import { useHref, useLocation, useNavigate } from 'react-router';
import { useMe } from '#/data/me';
import { asksSame, isNamed, keepViews, viewsOf, type View } from '#/data/views';
import type { Action } from '#/ui/ActionMenu';
import ActionMenuItems from '#/ui/ActionMenuItems';
import { copyText } from '#/ui/copy-text';
import type { LateMenuProps } from '#/ui/LateMenu';
import { toast } from '#/ui/toast';

const ViewNameDialog = lazy(() => import('./ViewNameDialog'));

const REFUSED = { title: 'Not saved', message: 'This browser keeps nothing for the console.', bad: true };

const say = (kept: boolean, title: string, message: string) => toast(kept ? { title, message } : REFUSED);

/** The views of the list that is open: what its address asks of it, under names of one's own. They are kept in this browser. */
const ViewsMenu = (menu: LateMenuProps) => {
  const { me } = useMe();
  const navigate = useNavigate();
  const { pathname: path, search } = useLocation();
  const address = useHref(path + search);
  const [dialog, setDialog] = useState<{ renamed: View | null } | null>(null);
  const [last, setLast] = useState('');
  const all = viewsOf(me);
  const views = all.filter((view) => view.path === path);
  const current = views.find((view) => asksSame(view.search, search));
  const opener = views.find(isNamed({ name: last, path }));

  const keep = (view: View, replaced: View | null): boolean => {
    const named = isNamed(view);
    const kept = keepViews(me, [
      ...viewsOf(me).filter((other) => !named(other) && !(replaced && isNamed(replaced)(other))),
      view,
    ]);
    if (kept) setLast(view.name);
    return kept;
  };

  const actions: Action[] = [
    ...views.map((view) => ({
      label: view.name,
      isChosen: view === current,
      onClick: () => {
        setLast(view.name);
        void navigate(path + view.search);
      },
    })),
    'rule',
    { label: 'Save this view…', onClick: () => setDialog({ renamed: null }) },
    ...(opener && !current
      ? [
          {
            label: `Update ${opener.name}`,
            onClick: () =>
              say(keep({ ...opener, search }, opener), 'View updated', `${opener.name} is now what you see.`),
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
            onClick: () =>
              say(
                keepViews(
                  me,
                  all.filter((view) => view !== current),
                ),
                'View deleted',
                `${current.name} is gone.`,
              ),
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
        <Suspense>
          <ViewNameDialog
            renamed={dialog.renamed}
            isTaken={(name) => views.some(isNamed({ name, path }))}
            onKeep={(name) => keep({ name, path, search }, dialog.renamed)}
            onClose={() => setDialog(null)}
          />
        </Suspense>
      )}
    </>
  );
};

export default ViewsMenu;

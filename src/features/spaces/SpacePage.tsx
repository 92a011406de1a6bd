import { lazy, Suspense, useMemo, useState } from 'react';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import { describeFailure } from '#/api/core/sentences';
import { reasonOf } from '#/domain/permissions';
import { count } from '#/lib/text';
import { paths } from '#/paths';
import { Button } from '#/ui/Button';
import details from '#/ui/Details.module.css';
import { FailurePage } from '#/ui/FailureAlert';
import { Page, ToolbarActions } from '#/ui/Page';
import { TableSkeleton } from '#/ui/TableSkeleton';
import type { AccessDialog } from './AccessDialogs';
import type { SpaceDialog } from './dialogs';
import { grantRows } from './grants';
import { ReachTable } from './ReachTable';
import { SpaceNotices } from './SpaceNotices';
import styles from './SpacePage.module.css';
import { useSpace } from './useSpace';
import { privacyName } from './words';

// Who is there comes first; the other two views are for whoever goes to them.
const Contents = lazy(async () => ({ default: (await import('./Contents')).Contents }));
const GrantsTable = lazy(async () => ({ default: (await import('./GrantsTable')).GrantsTable }));
const SpaceDialogs = lazy(() => import('./SpaceDialogs'));
const AccessDialogs = lazy(() => import('./AccessDialogs'));

const SKELETON = [{ header: 'Name' }, { header: 'E-mail' }, { header: 'Can' }, { header: 'Because of' }];

/** `/projects/:projectUuid/spaces/:spaceUuid`: everyone who reaches a space and why, its grants, what is in it (`?show=…`). */
export const SpacePage = () => {
  const { projectUuid = '', spaceUuid = '' } = useParams();
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const data = useSpace(projectUuid, spaceUuid);
  const [dialog, setDialog] = useState<SpaceDialog | null>(null);
  const [accessDialog, setAccessDialog] = useState<AccessDialog | null>(null);
  const { detail, space, project, root, may, me, everybody, groups, model } = data;

  const grants = useMemo(
    () =>
      detail
        ? grantRows(detail, data.listed?.find(({ uuid }) => uuid === detail.uuid)?.grantedUserUuids, everybody, groups)
        : [],
    [detail, data.listed, everybody, groups],
  );

  if (!detail || !space) {
    return (
      <Page title={data.error ? 'Space' : ' '} documentTitle="Space">
        {data.error ? (
          <FailurePage
            problem={describeFailure(data.error)}
            onRetry={data.retry}
            action={<Button onClick={() => void navigate(paths.spaces())}>All spaces</Button>}
          />
        ) : (
          <TableSkeleton label="Space" headers={SKELETON} narrow={false} />
        )}
      </Page>
    );
  }

  const own = detail.access.filter(({ userUuid }) => userUuid === me.userUuid);
  const manage = may.manageSpace({ projectUuid, privacy: detail.privacy, access: own });
  const shown = params.get('show');
  const carrier = root?.uuid ?? spaceUuid;
  const parts = [
    { show: null, name: 'Everyone with access', size: null },
    { show: 'grants', name: 'Grants', size: grants.length },
    {
      show: 'contents',
      name: 'Contents',
      size: detail.children.length + detail.charts.length + detail.dashboards.length,
    },
  ];
  // Without the rules only an admin waits: everybody else gets the server's own list.
  const isComputing = may.readProjectAccess === true && !detail.isNewer && !(model && everybody);

  return (
    <Page
      title={detail.name}
      documentTitle={`${detail.name} · Space`}
      count={[
        detail.privacy === 'unknown' ? null : privacyName(detail.privacy),
        count(detail.charts.length, 'chart', 'charts'),
        count(detail.dashboards.length, 'dashboard', 'dashboards'),
      ]
        .filter(Boolean)
        .join(' · ')}
      toolbar={
        <>
          <nav className={styles.crumbs} aria-label="Where the space is">
            <Link to={paths.spaces()}>Spaces</Link> /{' '}
            <Link to={paths.spaces({ project: projectUuid })}>
              <bdi>{project?.name ?? 'Project'}</bdi>
            </Link>
            {data.above.map(({ uuid, name }) => (
              <span key={uuid}>
                /{' '}
                <Link to={paths.space(projectUuid, uuid)}>
                  <bdi>{name}</bdi>
                </Link>
              </span>
            ))}
          </nav>
          <ToolbarActions>
            <Button
              reason={reasonOf(may.createSpace(projectUuid))}
              onClick={() => setDialog({ kind: 'create', projectUuid, parentUuid: spaceUuid })}
            >
              New space inside
            </Button>
            {!root && detail.privacy !== 'unknown' && (
              <Button reason={reasonOf(manage)} onClick={() => setDialog({ kind: 'privacy', space })}>
                {detail.privacy === 'private' ? 'Make public' : 'Make private'}
              </Button>
            )}
            <Button reason={reasonOf(manage)} onClick={() => setDialog({ kind: 'rename', space })}>
              Rename
            </Button>
            <Button reason={reasonOf(manage)} onClick={() => setDialog({ kind: 'delete', space })}>
              Delete
            </Button>
            {!root && (
              <Button
                look="primary"
                reason={reasonOf(manage)}
                onClick={() => setDialog({ kind: 'grant', spaces: [space] })}
              >
                Grant access
              </Button>
            )}
          </ToolbarActions>
        </>
      }
    >
      <SpaceNotices data={data} projectUuid={projectUuid} />
      <nav className={details.tabs} aria-label="Views of the space">
        {parts.map(({ show, name, size }) => (
          <Link key={name} to={paths.space(projectUuid, spaceUuid, show ? { show } : {})} aria-current={shown === show}>
            {name} {size !== null && <small>{size.toLocaleString('en-GB')}</small>}
          </Link>
        ))}
      </nav>
      {shown === 'contents' ? (
        <Suspense>
          <Contents detail={detail} />
        </Suspense>
      ) : isComputing ? (
        data.accessError ? (
          <FailurePage problem={describeFailure(data.accessError)} onRetry={data.retryAccess} />
        ) : (
          <TableSkeleton label="Access" headers={SKELETON} narrow={false} />
        )
      ) : shown === 'grants' ? (
        <Suspense fallback={<TableSkeleton label="Grants" headers={SKELETON} narrow={false} />}>
          <GrantsTable
            data={data}
            grants={grants}
            carrier={carrier}
            manage={root ? { reason: `The grants are those of ${root.name}.` } : manage}
            onExplain={(grant, effect) => setAccessDialog({ kind: 'effect', grant, effect })}
            onAction={(kind, chosen) => setAccessDialog({ kind, grants: chosen })}
          />
        </Suspense>
      ) : (
        <ReachTable data={data} spaceUuid={spaceUuid} onExplain={(row) => setAccessDialog({ kind: 'path', row })} />
      )}
      <Suspense>
        {dialog && (
          <SpaceDialogs
            dialog={dialog}
            snapshot={data.snapshot}
            onClose={() => setDialog(null)}
            onDeleted={() =>
              void navigate(detail.parentUuid ? paths.space(projectUuid, detail.parentUuid) : paths.spaces())
            }
          />
        )}
        {accessDialog && (
          <AccessDialogs
            dialog={accessDialog}
            data={data}
            space={{ projectUuid, uuid: carrier, name: detail.name }}
            onClose={() => setAccessDialog(null)}
          />
        )}
      </Suspense>
    </Page>
  );
};

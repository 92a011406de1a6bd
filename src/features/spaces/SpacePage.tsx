import { Suspense, useMemo, useState } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { useLightdashLink } from '#/data/config';
import { describeFailure } from '#/api/core/sentences';
import type { OpenGrantDialog } from '#/features/grants/GrantDialogs';
import type { GrantRow } from '#/features/grants/grants';
import { spaceRoleName } from '#/domain/space-grants';
import type { AskedAbout } from '#/features/grants/WhyDialog';
import { reasonOf, type Permission } from '#/domain/permissions';
import { memberLink } from '#/features/members/routes';
import { count, grouped } from '#/lib/text';
import { Button } from '#/ui/Button';
import { EmptyState } from '#/ui/EmptyState';
import { FailureAlert, FailurePage } from '#/ui/FailureAlert';
import { late, onDemand } from '#/ui/late';
import { Page } from '#/ui/Page';
import { PeopleTable } from '#/ui/PeopleTable';
import { TableSkeleton } from '#/ui/TableSkeleton';
import { effectInWords, effectOfGrant, exactGrantRows, grantRows, shownGrants } from './grants';
import { AccessPicture } from './AccessPicture';
import { computedRows, REACH, statedRows, type ReachRow } from './reach';
import { spaceLink, spacesLink } from './routes';
import type { SpaceDialog } from './SpaceDialogs';
import { SpaceNotices } from './SpaceNotices';
import { useSpace } from './useSpace';
import { privacyName } from '#/domain/spaces';
import { canOpenAndClose, inheritanceWords } from './words';

// Who is there comes first; the other two views are for whoever goes to them.
const Contents = onDemand(async () => (await import('./Contents')).Contents);
const SpaceDialogs = onDemand(async () => (await import('./SpaceDialogs')).SpaceDialogs);
const GrantDialogs = onDemand(async () => (await import('#/features/grants/GrantDialogs')).SpaceGrantDialogs);
const PersonMenu = late(async () => (await import('#/features/grants/PersonMenu')).PersonMenu);
const WhyDialog = onDemand(async () => (await import('#/features/grants/WhyDialog')).WhyDialog);

type AccessDialog = OpenGrantDialog | { kind: 'why'; who: AskedAbout; grant?: GrantRow; text?: string };

const NOT_READ = { directGrants: 'unknown', groupGrants: 'unknown' } as const;
const SKELETON = [{ header: 'Name' }, { header: 'E-mail' }, { header: 'Can' }, { header: 'Because of' }];
const GrantsTable = onDemand(
  async () => (await import('#/features/grants/GrantsTable')).GrantsTable,
  <TableSkeleton label="Grants" headers={SKELETON} narrow={false} />,
);

/** `/projects/:projectUuid/spaces/:spaceUuid`: everyone who reaches a space and why, its grants, what is in it (`?show=…`). */
export const SpacePage = () => {
  const { projectUuid = '', spaceUuid = '' } = useParams();
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const shown = params.get('show');
  const inLightdash = useLightdashLink()(`/projects/${projectUuid}/spaces/${spaceUuid}`);
  const data = useSpace(
    projectUuid,
    spaceUuid,
    shown === 'grants',
    shown === null ? (params.get('q') ?? '').trim() : '',
  );
  const [dialog, setDialog] = useState<SpaceDialog | null>(null);
  const [accessDialog, setAccessDialog] = useState<AccessDialog | null>(null);
  const { detail, space, project, root, may, me, everybody, groups, model } = data;

  const carrier = root?.uuid ?? spaceUuid;
  const grants = useMemo(
    () =>
      detail?.isNewer
        ? exactGrantRows(data.granted ?? NOT_READ, detail, everybody, groups)
        : detail
          ? grantRows(
              detail,
              data.listed?.find(({ uuid }) => uuid === detail.uuid)?.grantedUserUuids,
              everybody,
              groups,
            )
          : [],
    [detail, data.granted, data.listed, everybody, groups],
  );
  const rows = useMemo(
    () =>
      shown !== 'grants'
        ? []
        : grants.map((grant): GrantRow => {
            const effect = model && effectOfGrant(model, carrier, grant, grant.userUuids);
            return {
              ...grant,
              roleName: grant.role === 'unknown' ? 'Can’t be read' : spaceRoleName(grant.role),
              effect: effect ? { ...effect, text: effectInWords(effect) } : { text: '', kind: 'open' },
            };
          }),
    [shown, grants, model, carrier],
  );
  const people = useMemo(
    () => (model && everybody ? computedRows(model, everybody, spaceUuid) : statedRows(data.rows, detail?.isNewer)),
    [model, everybody, spaceUuid, data.rows, detail?.isNewer],
  );

  if (!detail || !space || !data.isFirstShown) {
    return (
      <Page title={data.error ? undefined : null} crumbs={[{ to: spacesLink(), label: 'Spaces' }]}>
        {data.error ? (
          <FailurePage
            problem={describeFailure(data.error)}
            onRetry={data.retry}
            action={<Button onClick={() => void navigate(spacesLink())}>All spaces</Button>}
          />
        ) : (
          <TableSkeleton label="Space" headers={SKELETON} narrow={false} />
        )}
      </Page>
    );
  }

  const manage = may.manageSpace({ projectUuid, privacy: detail.privacy, access: space.ownRows });
  const manages = manage === true && !root;
  const mayChangeGrants: Permission = root ? { reason: `It takes its access from ${root.name}.` } : manage;
  const grantTo = (userUuid: string) => grants.find(({ kind, uuid }) => kind === 'user' && uuid === userUuid);
  const told = shownGrants(detail, data.granted, grants.length);
  const parts = [
    { show: null, name: 'Everyone with access', size: null },
    { show: 'grants', name: 'Grants', size: told.size },
    {
      show: 'contents',
      name: 'Contents',
      size: detail.children.length + detail.charts.length + detail.dashboards.length,
    },
  ];
  // Without the rules only an admin waits: everybody else gets the server's own list.
  const waits = may.readProjectAccess === true && !(model && everybody);
  // Where people can be listed page by page, the first page stands until the rules know better.
  const isComputing = !detail.isNewer
    ? waits
    : shown === 'grants'
      ? waits && !data.granted
      : !model && data.rows.length === 0;
  const problem =
    shown === null && !isComputing && detail.isNewer && !model && data.accessError
      ? describeFailure(data.accessError)
      : null;
  const isFirstPage = detail.isNewer && !model && data.rows.length < data.total;
  const isPart = isFirstPage && !data.isSearched;
  const others = data.isUnlisted || data.accessError ? 'the others could not be read' : 'reading the others';

  const crumbs = [
    { to: spacesLink(), label: 'Spaces' },
    { to: spacesLink({ project: projectUuid }), label: project?.name ?? 'Project' },
    ...data.above.map(({ uuid, name }) => ({ to: spaceLink(projectUuid, uuid), label: name })),
  ];
  const path = [...data.above, detail].map((each) => each.name).join(' / ');
  const explain = (row: ReachRow) =>
    setAccessDialog({
      kind: 'why',
      who: { ...row, kind: 'user', uuid: row.userUuid },
      text: `${row.gives}. ${row.because()}.`,
    });
  const asked =
    accessDialog?.kind === 'why' && accessDialog.who.kind === 'user' ? grantTo(accessDialog.who.uuid) : null;
  const answer =
    accessDialog?.kind === 'why' && accessDialog.who.kind === 'user' && model?.space(accessDialog.who.uuid, spaceUuid);

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
      crumbs={crumbs}
      actions={
        <>
          <Button
            reason={reasonOf(may.createSpace(projectUuid))}
            onClick={() => setDialog({ kind: 'create', projectUuid, inside: space })}
          >
            New space inside
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
        </>
      }
      more={[
        ...(inLightdash ? [{ label: 'Open in Lightdash', href: inLightdash }, 'rule' as const] : []),
        ...(canOpenAndClose(space)
          ? [
              {
                label: `${inheritanceWords(space).submit}…`,
                permission: manage,
                onClick: () => setDialog({ kind: 'privacy', space }),
              },
            ]
          : []),
        { label: 'Rename…', permission: manage, onClick: () => setDialog({ kind: 'rename', space }) },
        {
          label: 'Delete…',
          permission: manage,
          isDestructive: true,
          onClick: () => setDialog({ kind: 'delete', space }),
        },
      ]}
      tabs={{
        label: 'Views of the space',
        items: parts.map(({ show, name, size }) => ({
          to: spaceLink(projectUuid, spaceUuid, show ? { show } : {}),
          name,
          size,
          isCurrent: shown === show,
        })),
      }}
    >
      <SpaceNotices
        data={data}
        projectUuid={projectUuid}
        showsGrants={shown === 'grants'}
        isFailureTold={problem !== null}
      />
      {problem && (
        <FailureAlert
          problem={{ ...problem, message: `${problem.message} Below is what Lightdash lists, without the reasons.` }}
          action={<Button onClick={data.retryAccess}>Try again</Button>}
        />
      )}
      {shown === 'contents' ? (
        <Contents detail={detail} space={space} spaces={data.placed} isUnlisted={data.isUnlisted} />
      ) : isComputing ? (
        data.accessError ? (
          <FailurePage problem={describeFailure(data.accessError)} onRetry={data.retryAccess} />
        ) : (
          <TableSkeleton label="Access" headers={SKELETON} narrow={false} />
        )
      ) : shown === 'grants' ? (
        <GrantsTable
          of="space"
          grants={rows}
          file={`grants of ${detail.name}`}
          manages={manages}
          actions={
            detail.isNewer && (
              <Button
                reason={reasonOf(manage)}
                onClick={() => setDialog({ kind: 'everybody', space, role: detail.everybody })}
              >
                Everybody in the project
              </Button>
            )
          }
          none={
            <EmptyState title={told.none}>
              {told.size === 0 &&
                (detail.isNewer && data.above.length > 0
                  ? 'Whoever reaches this space does so through a grant on a space above or a role in the project.'
                  : 'Whoever reaches this space does so through a role in the project.')}
            </EmptyState>
          }
          onDialog={setAccessDialog}
          onExplain={(grant) => setAccessDialog({ kind: 'why', who: grant, grant })}
        />
      ) : (
        <>
          {model && <AccessPicture rows={people} />}
          <PeopleTable
            of={REACH}
            offered={{ apart: model !== null }}
            rows={people}
            gives={model ? 'Can' : 'Role'}
            note={isPart && `The first of ${grouped(data.total)} whom Lightdash lists; ${others} · `}
            total={isFirstPage && data.isSearched ? data.total : undefined}
            hrefOf={({ userUuid }) => memberLink(userUuid)}
            none={
              <EmptyState title="Nobody can open this space">
                Nobody has a role in the project that would let a grant count.
              </EmptyState>
            }
            file={`access to ${detail.name}`}
            unexported={isPart ? `Only the first of ${grouped(data.total)} are there; ${others}.` : undefined}
            onOpen={explain}
            rowMenu={(row) => (
              <Suspense>
                <PersonMenu
                  row={row}
                  grant={grantTo(row.userUuid)}
                  isKnown={!detail.isNewer || data.granted !== undefined}
                  mayChange={mayChangeGrants}
                  onExplain={() => explain(row)}
                  onDialog={setAccessDialog}
                />
              </Suspense>
            )}
          />
        </>
      )}
      {dialog && (
        <SpaceDialogs
          dialog={dialog}
          snapshot={data.snapshot}
          onClose={() => setDialog(null)}
          onDeleted={() => void navigate(detail.parentUuid ? spaceLink(projectUuid, detail.parentUuid) : spacesLink())}
        />
      )}
      {(accessDialog?.kind === 'change' || accessDialog?.kind === 'revoke') && (
        <GrantDialogs
          dialog={accessDialog}
          space={{ projectUuid, uuid: carrier, name: detail.name }}
          onClose={() => setAccessDialog(null)}
        />
      )}
      {accessDialog?.kind === 'why' && (
        <WhyDialog
          who={accessDialog.who}
          where={path}
          grant={accessDialog.grant}
          answer={
            answer
              ? {
                  answer,
                  names: { organization: me.organizationName, project: project?.name ?? 'Project', space: path },
                }
              : undefined
          }
          text={accessDialog.text}
          onRevoke={
            asked && mayChangeGrants === true ? () => setAccessDialog({ kind: 'revoke', grants: [asked] }) : undefined
          }
          onClose={() => setAccessDialog(null)}
        />
      )}
    </Page>
  );
};

import { Suspense, useMemo, useState } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { describeFailure } from '#/api/core/sentences';
import type { OpenGrantDialog } from '#/features/grants/GrantDialogs';
import { grantOf, grantsIn, type GrantRow } from '#/features/grants/grants';
import { useLightdashLink } from '#/data/config';
import { useRoleNames } from '#/data/role-names';
import type { AskedAbout } from '#/features/grants/WhyDialog';
import { reasonOf } from '#/domain/permissions';
import { memberLink } from '#/features/members/routes';
import { Button } from '#/ui/Button';
import { EmptyState } from '#/ui/EmptyState';
import { FailurePage } from '#/ui/FailureAlert';
import { late, onDemand } from '#/ui/late';
import { Page } from '#/ui/Page';
import { PeopleTable } from '#/ui/PeopleTable';
import { TableSkeleton } from '#/ui/TableSkeleton';
import { effectOfGrant } from './grant-effect';
import { REACH, reachRows, type ReachRow } from './reach';
import { projectAccessLink, projectsLink } from './routes';
import { useProject } from './useProject';

const GrantDialogs = onDemand(async () => (await import('#/features/grants/GrantDialogs')).ProjectGrantDialogs);
const GrantDialog = onDemand(async () => (await import('./GrantDialog')).GrantDialog);
const PersonMenu = late(async () => (await import('#/features/grants/PersonMenu')).PersonMenu);
const WhyDialog = onDemand(async () => (await import('#/features/grants/WhyDialog')).WhyDialog);

const SKELETON = [{ header: 'Name' }, { header: 'E-mail' }, { header: 'Effective role' }, { header: 'Because of' }];
const GrantsTable = onDemand(
  async () => (await import('#/features/grants/GrantsTable')).GrantsTable,
  <TableSkeleton label="Grants" headers={SKELETON} narrow={false} />,
);

type Open = OpenGrantDialog | { kind: 'grant' } | { kind: 'why'; who: AskedAbout; grant?: GrantRow };

/** `/projects/:projectUuid/access`: everyone who reaches a project and why, and the grants on it (`?show=grants`). */
export const ProjectAccessPage = () => {
  const { projectUuid = '' } = useParams();
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const { me, may, project, snapshot, model, everybody, groups, called, error, isMissing, retry } =
    useProject(projectUuid);
  const [dialog, setDialog] = useState<Open | null>(null);
  const nameRole = useRoleNames();
  const name = project?.name ?? 'the project';
  const inLightdash = useLightdashLink()(`/projects/${projectUuid}/home`);
  const named = useMemo(() => ({ uuid: projectUuid, name }), [projectUuid, name]);
  const showsGrants = params.get('show') === 'grants';
  const [known] = snapshot?.projects ?? [];
  const size =
    known && known.userGrants !== 'unknown' && known.groupGrants !== 'unknown'
      ? known.userGrants.length + known.groupGrants.length
      : null;

  const ownGrants = useMemo(
    () =>
      new Map(
        grantsIn(snapshot ?? null, { projectUuid })
          .filter(({ kind }) => kind === 'user')
          .map((holder) => [holder.uuid, grantOf(holder, holder.role, everybody, groups, called.get(holder.uuid))]),
      ),
    [snapshot, projectUuid, everybody, groups, called],
  );
  const grants = useMemo(
    () =>
      showsGrants && model && everybody && groups
        ? grantsIn(model.snapshot, { projectUuid }).map((holder): GrantRow => {
            const listed = called.get(holder.uuid);
            const grant = grantOf(holder, holder.role, everybody, groups, listed);
            const roleName = listed?.roleName ?? nameRole(grant.role);
            return {
              ...grant,
              roleName: grant.hasMoreRoles ? `${roleName} and more` : roleName,
              effect: effectOfGrant(model, projectUuid, grant),
            };
          })
        : [],
    [showsGrants, model, everybody, groups, projectUuid, nameRole, called],
  );
  const people = useMemo(
    () => (!showsGrants && model && everybody ? reachRows(model, everybody, projectUuid, nameRole) : []),
    [showsGrants, model, everybody, projectUuid, nameRole],
  );

  const crumbs = [{ to: projectsLink(), label: 'Projects' }];

  if (isMissing || (error && !snapshot)) {
    return (
      <Page crumbs={crumbs}>
        <FailurePage
          problem={
            isMissing
              ? { title: 'Not found', message: 'There is no such project, or it is not open to you.', canRetry: false }
              : describeFailure(error)
          }
          onRetry={retry}
          action={<Button onClick={() => void navigate(projectsLink())}>All projects</Button>}
        />
      </Page>
    );
  }

  const sees = may.changeAccessTo(projectUuid);
  const close = () => setDialog(null);
  const explain = (row: ReachRow) => setDialog({ kind: 'why', who: { ...row, kind: 'user', uuid: row.userUuid } });
  const asked = dialog?.kind === 'why' && dialog.who.kind === 'user' ? ownGrants.get(dialog.who.uuid) : undefined;
  const answer = dialog?.kind === 'why' && dialog.who.kind === 'user' && model?.project(dialog.who.uuid, projectUuid);

  return (
    <Page
      title={project?.name ?? (error ? undefined : null)}
      {...(project && { documentTitle: `Access to ${project.name}` })}
      count={project?.isPreview ? 'Preview' : !project && error ? 'its name could not be read' : undefined}
      crumbs={crumbs}
      actions={
        <Button look="primary" reason={reasonOf(sees)} onClick={() => setDialog({ kind: 'grant' })}>
          Grant access
        </Button>
      }
      more={inLightdash ? [{ label: 'Open in Lightdash', href: inLightdash }] : undefined}
      tabs={{
        label: 'Views of the project',
        items: [
          { to: projectAccessLink(projectUuid), name: 'Everyone with access', isCurrent: !showsGrants },
          { to: projectAccessLink(projectUuid, { show: 'grants' }), name: 'Grants', size, isCurrent: showsGrants },
        ],
      }}
    >
      {!snapshot && <TableSkeleton label="Access" headers={SKELETON} narrow={false} />}
      {snapshot && showsGrants && (
        <GrantsTable
          of="project"
          grants={grants}
          file={`grants of ${project?.name ?? 'project'}`}
          manages={sees === true}
          none={
            <EmptyState title={sees === true ? 'Nothing is granted here' : 'The grants cannot be shown'}>
              {sees === true ? 'Whoever reaches this project does so through the organization role.' : sees.reason}
            </EmptyState>
          }
          onDialog={setDialog}
          onExplain={(grant) => setDialog({ kind: 'why', who: grant, grant })}
        />
      )}
      {snapshot && !showsGrants && (
        <PeopleTable
          of={REACH}
          rows={people}
          gives="Effective role"
          hrefOf={({ userUuid }) => memberLink(userUuid)}
          note={people.some(({ isOpen }) => isOpen) && 'Your role does not show the grants, so not all is known · '}
          none={<EmptyState title="Nobody reaches this project" />}
          file={`access to ${project?.name ?? 'project'}`}
          onOpen={explain}
          rowMenu={(row) => (
            <Suspense>
              <PersonMenu
                row={row}
                grant={ownGrants.get(row.userUuid)}
                isKnown={sees === true && Boolean(snapshot)}
                mayChange={sees}
                onExplain={() => explain(row)}
                onDialog={setDialog}
              />
            </Suspense>
          )}
        />
      )}
      {dialog?.kind === 'grant' && <GrantDialog project={named} snapshot={snapshot} onClose={close} />}
      {(dialog?.kind === 'change' || dialog?.kind === 'revoke') && (
        <GrantDialogs dialog={dialog} project={named} onClose={close} />
      )}
      {dialog?.kind === 'why' && (
        <WhyDialog
          who={dialog.who}
          where={name}
          grant={dialog.grant}
          answer={
            answer ? { answer, names: { organization: me.organizationName, project: name, space: null } } : undefined
          }
          onRevoke={asked && sees === true ? () => setDialog({ kind: 'revoke', grants: [asked] }) : undefined}
          onClose={close}
        />
      )}
    </Page>
  );
};

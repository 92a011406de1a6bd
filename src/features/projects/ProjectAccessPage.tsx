import { lazy, Suspense, useState } from 'react';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import { describeFailure } from '#/api/core/sentences';
import { paths } from '#/paths';
import { Button } from '#/ui/Button';
import details from '#/ui/Details.module.css';
import { FailurePage } from '#/ui/FailureAlert';
import { Page } from '#/ui/Page';
import { TableSkeleton } from '#/ui/TableSkeleton';
import type { GrantDialogKind } from './GrantMenu';
import type { GrantRow } from './grants';
import { GrantsTable } from './GrantsTable';
import { ReachTable } from './ReachTable';
import { useProject } from './useProject';
import type { Why } from './WhyDialog';

const GrantDialogs = lazy(() => import('./GrantDialogs'));
const WhyDialog = lazy(() => import('./WhyDialog'));

const SKELETON = [{ header: 'Name' }, { header: 'E-mail' }, { header: 'Effective role' }, { header: 'Because of' }];

/** `/projects/:projectUuid/access`: everyone who reaches a project and why, and the grants on it (`?show=grants`). */
export const ProjectAccessPage = () => {
  const { projectUuid = '' } = useParams();
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const access = useProject(projectUuid);
  const [dialog, setDialog] = useState<{ kind: GrantDialogKind; grants: readonly GrantRow[] } | null>(null);
  const [why, setWhy] = useState<Why | null>(null);
  const showsGrants = params.get('show') === 'grants';
  const { project, snapshot, error } = access;
  const [grants] = snapshot?.projects ?? [];
  const size =
    grants && grants.userGrants !== 'unknown' && grants.groupGrants !== 'unknown'
      ? grants.userGrants.length + grants.groupGrants.length
      : null;

  const back = { to: paths.projects(), label: 'Projects' };

  if (access.isMissing || (error && !snapshot)) {
    return (
      <Page title="Project" back={back}>
        <FailurePage
          problem={
            access.isMissing
              ? { title: 'Not found', message: 'There is no such project, or it is not open to you.', canRetry: false }
              : describeFailure(error)
          }
          onRetry={access.retry}
          action={<Button onClick={() => void navigate(paths.projects())}>All projects</Button>}
        />
      </Page>
    );
  }

  return (
    <Page
      title={project?.name ?? (error ? 'Project' : ' ')}
      documentTitle={project ? `Access to ${project.name}` : 'Project'}
      count={project?.isPreview ? 'Preview' : !project && error ? 'its name could not be read' : undefined}
      back={back}
    >
      <nav className={details.tabs} aria-label="Views of the project">
        <Link to={paths.projectAccess(projectUuid)} aria-current={!showsGrants}>
          Everyone with access
        </Link>
        <Link to={paths.projectAccess(projectUuid, { show: 'grants' })} aria-current={showsGrants}>
          Grants {size !== null && <small>{size.toLocaleString('en-GB')}</small>}
        </Link>
      </nav>
      {!snapshot && <TableSkeleton label="Access" headers={SKELETON} narrow={false} />}
      {snapshot &&
        (showsGrants ? (
          <GrantsTable
            access={access}
            projectUuid={projectUuid}
            onDialog={(kind, chosen) => setDialog({ kind, grants: chosen })}
            onExplain={setWhy}
          />
        ) : (
          <ReachTable access={access} projectUuid={projectUuid} onExplain={setWhy} />
        ))}
      {dialog && (
        <Suspense>
          <GrantDialogs {...dialog} access={access} projectUuid={projectUuid} onClose={() => setDialog(null)} />
        </Suspense>
      )}
      {why && (
        <Suspense>
          <WhyDialog
            why={why}
            organization={access.me.organizationName}
            project={project?.name ?? 'the project'}
            onClose={() => setWhy(null)}
          />
        </Suspense>
      )}
    </Page>
  );
};

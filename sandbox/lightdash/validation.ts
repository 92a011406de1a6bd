import { type SQL, and, eq, sql } from 'drizzle-orm';
import { Hono } from 'hono';
import { insertRows, selectJson } from '../db/bulk';
import { schedulerLogs } from '../db/schedulers-schema';
import { validations } from '../db/validations-schema';
import { jobNumbers } from '../deliveries/plan';
import { projectFor } from './access';
import { notFound, validateError } from './errors';
import { validate } from './findings';
import { generationOf, isNewer } from './generation';
import { type ApiContext, type ApiEnv, type Backend, bodyOf, done, ok, pathUuid } from './http';
import { visibleSpacesIn } from './project-content';
import { viewsOf } from './space-content';

type Finding = {
  id: number;
  uuid: string;
  source: 'chart' | 'dashboard';
  contentUuid: string;
  error: string;
  errorType: string;
  fieldName: string | null;
  createdAt: string;
  name: string;
  spaceUuid: string;
  updatedAt: string;
  updatedBy: string | null;
};

/** How long after it was asked for each step of a validation comes, in milliseconds. */
const STEPS = [
  ['scheduled', 0],
  ['started', 300],
  ['completed', 1500],
] as const;

/** Validation of projects: for developers and above. The findings are there at once, the job takes its time. */
export function validationRoutes(backend: Backend): Hono<ApiEnv> {
  const { db, now } = backend;
  const app = new Hono<ApiEnv>();

  // A job that is over has taken its findings along (GetLatestValidationResults.job-id).
  app.get('/api/v1/projects/:projectUuid/validate', async (c) => {
    const { project, holdings } = await projectFor(backend, c, 'manage:Validation');
    const jobId = c.req.query('jobId');
    const found = await readFindings(
      backend,
      and(eq(validations.projectUuid, project.uuid), jobId === undefined ? undefined : eq(validations.jobId, jobId)),
    );
    const seen = new Set((await visibleSpacesIn(db.read, holdings, project)).map(({ uuid }) => uuid));
    const newer = isNewer(generationOf(c));
    return ok(found.map((finding) => presented(finding, project.uuid, seen.has(finding.spaceUuid), newer)));
  });

  app.post('/api/v1/projects/:projectUuid/validate', async (c) => {
    const targets = targetsOf(c);
    const { project, user } = await projectFor(backend, c, 'manage:Validation');
    const at = now();
    const jobId = await db.write(async (transaction) => {
      const job = (await jobNumbers(transaction))();
      const { uuid: projectUuid, organizationUuid } = project;
      await insertRows(
        transaction,
        schedulerLogs,
        STEPS.map(([status, after]) => ({
          schedulerUuid: null,
          task: 'validateProject',
          jobId: job,
          jobGroup: job,
          scheduledTime: at.toISOString(),
          createdAt: new Date(at.getTime() + after).toISOString(),
          status,
          target: null,
          targetType: null,
          details: { projectUuid, organizationUuid, createdByUserUuid: user.uuid },
        })),
      );
      await validate(transaction, projectUuid, at, {
        jobId: job,
        warns: isNewer(generationOf(c)),
        ...(targets && { targets }),
      });
      return job;
    });
    return ok({ jobId });
  });

  app.delete('/api/v1/projects/:projectUuid/validate/:validationId', async (c) => {
    const { project } = await projectFor(backend, c, 'manage:Validation');
    const { rowsAffected } = await db.write((transaction) =>
      transaction.delete(validations).where(and(eq(validations.projectUuid, project.uuid), whichOf(c))),
    );
    if (rowsAffected === 0) throw notFound(unknownFinding(c));
    return done();
  });

  return app;
}

/** 1.219 takes both, and what is neither for a uuid (DeleteValidationDismiss.malformed). */
function whichOf(c: ApiContext): SQL {
  const id = c.req.param('validationId') ?? '';
  return /^\d+$/.test(id) ? eq(validations.id, Number(id)) : eq(validations.uuid, pathUuid(c, 'validationId'));
}

function unknownFinding(c: ApiContext): string {
  return `Validation ${isNewer(generationOf(c)) ? '' : 'with id '}${c.req.param('validationId')} not found`;
}

const TARGETS = ['apps', 'charts', 'dashboards', 'tables'];

/** ValidateProject.bad-target; all where none are named. */
function targetsOf(c: ApiContext): string[] | undefined {
  const { validationTargets } = bodyOf(c);
  if (!Array.isArray(validationTargets)) return undefined;
  const allowed = isNewer(generationOf(c)) ? TARGETS : TARGETS.slice(1);
  validationTargets.forEach((target, i) => {
    if (!allowed.includes(String(target)))
      throw validateError({
        [`validationTargets.$${i}`]: {
          message: `should be one of the following; [${allowed.map((each) => `'${each}'`).join(',')}]`,
          value: target,
        },
      });
  });
  return validationTargets.map(String);
}

function readFindings({ db }: Backend, which: SQL | undefined): Promise<Finding[]> {
  return selectJson<Finding>(
    db.read,
    sql`select json_object('id', validations.id, 'uuid', validations.uuid, 'source', source, 'contentUuid', content_uuid,
        'error', error, 'errorType', error_type, 'fieldName', field_name, 'createdAt', validations.created_at,
        'name', content.name, 'spaceUuid', content.space_uuid, 'updatedAt', content.updated_at,
        'updatedBy', users.first_name || ' ' || users.last_name) as item
      from validations
      join (select uuid, name, space_uuid, updated_at, updated_by_user_uuid from charts
        union all select uuid, name, space_uuid, updated_at, updated_by_user_uuid from dashboards) as content
        on content.uuid = content_uuid
      left join users on users.uuid = content.updated_by_user_uuid
      where ${which} order by validations.id`,
  );
}

/** Of what is in a space that the caller may not open, the name is hidden. */
function presented(finding: Finding, projectUuid: string, isSeen: boolean, newer: boolean) {
  const { id, uuid, source, contentUuid, createdAt, error, errorType, fieldName, spaceUuid } = finding;
  const views = viewsOf(contentUuid);
  const [tableName] = fieldName?.split('_') ?? [];
  return {
    createdAt,
    projectUuid,
    error,
    name: isSeen ? finding.name : 'Private content',
    ...(isSeen && finding.updatedBy !== null ? { lastUpdatedBy: finding.updatedBy } : {}),
    lastUpdatedAt: finding.updatedAt,
    ...(newer ? { validationUuid: uuid, validationId: null } : { validationId: id }),
    spaceUuid,
    errorType,
    ...(fieldName === null ? {} : { fieldName }),
    ...(newer && tableName !== undefined ? { tableName } : {}),
    source,
    ...(source === 'chart'
      ? { chartUuid: contentUuid, chartViews: views, chartKind: 'vertical_bar' }
      : { dashboardUuid: contentUuid, dashboardViews: views }),
  };
}

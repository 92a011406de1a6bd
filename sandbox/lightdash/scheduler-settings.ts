import { and, eq, isNull } from 'drizzle-orm';
import { Hono } from 'hono';
import { projects } from '../db/schema';
import { schedulers } from '../db/schedulers-schema';
import { minutesAhead, shiftCron } from '../deliveries/shift-cron';
import { isTimezone } from '#/domain/schedule/cron';
import { type Project, projectFor } from './access';
import { callerOf } from './auth';
import { unexpected, validateError } from './errors';
import { generationOf, isNewer } from './generation';
import { type ApiEnv, type Backend, bodyOf, done } from './http';

/** Those that run by the time zone of their project. */
const without = (projectUuid: string) => and(eq(schedulers.projectUuid, projectUuid), isNull(schedulers.timezone));

/** The project's time zone for schedulers; those without one of their own get their time rule rewritten (docs/lightdash/schedulers.md#d6). */
export function schedulerSettingsRoutes(backend: Backend): Hono<ApiEnv> {
  const { db, now } = backend;

  /** 1.219 takes each alone, and looks at none (failure-bad-contact). */
  async function setFailureNotice({ uuid, failureNotice }: Project, body: Record<string, unknown>): Promise<void> {
    const sent = Object.entries(body).filter(([key]) => key in failureNotice);
    const changed = { ...failureNotice, ...Object.fromEntries(sent) };
    await db.write((transaction) =>
      transaction.update(projects).set({ failureNotice: changed }).where(eq(projects.uuid, uuid)),
    );
  }

  return new Hono<ApiEnv>().patch('/api/v1/projects/:projectUuid/schedulerSettings', async (c) => {
    callerOf(c);
    const newer = isNewer(generationOf(c));
    const { schedulerTimezone } = bodyOf(c);
    if (schedulerTimezone === undefined && !newer) {
      throw validateError({ 'body.schedulerTimezone': { message: "'schedulerTimezone' is required" } });
    }
    const { project } = await projectFor(backend, c, 'update:Project');
    if (newer) await setFailureNotice(project, bodyOf(c));
    if (schedulerTimezone === undefined) return done();
    // updateSchedulerSettings.bad-timezone
    if (typeof schedulerTimezone !== 'string' || !isTimezone(schedulerTimezone)) throw unexpected();
    const shift = minutesAhead(schedulerTimezone, project.schedulerTimezone, now());
    await db.write(async (transaction) => {
      // Rules are moved by whole hours only (docs/lightdash/schedulers.md#d6).
      if (newer && shift % 60 !== 0 && (await transaction.$count(schedulers, without(project.uuid))) > 0)
        throw unexpected();
      await transaction.update(projects).set({ schedulerTimezone }).where(eq(projects.uuid, project.uuid));
      const moved = await transaction
        .select({ uuid: schedulers.uuid, cron: schedulers.cron })
        .from(schedulers)
        .where(without(project.uuid));
      for (const { uuid, cron } of moved) {
        await transaction
          .update(schedulers)
          .set({ cron: shiftCron(cron, shift) })
          .where(eq(schedulers.uuid, uuid));
      }
    });
    return done();
  });
}

import { and, eq, isNull } from 'drizzle-orm';
import { Hono } from 'hono';
import { projects, schedulers } from '../db/schema';
import { minutesAhead, shiftCron } from '../deliveries/shift-cron';
import { isTimezone } from '#/domain/schedule/cron';
import { projectFor } from './access';
import { callerOf } from './auth';
import { unexpected, validateError } from './errors';
import { type ApiEnv, type Backend, bodyOf, done } from './http';

/** The project's time zone for schedulers; those without one of their own get their time rule rewritten (lightdash.md). */
export function schedulerSettingsRoutes(backend: Backend): Hono<ApiEnv> {
  const { db, now } = backend;

  return new Hono<ApiEnv>().patch('/api/v1/projects/:projectUuid/schedulerSettings', async (c) => {
    callerOf(c);
    const { schedulerTimezone } = bodyOf(c);
    if (schedulerTimezone === undefined) {
      throw validateError({ 'body.schedulerTimezone': { message: "'schedulerTimezone' is required" } });
    }
    const { project } = await projectFor(backend, c, 'update:Project');
    // updateSchedulerSettings.bad-timezone
    if (typeof schedulerTimezone !== 'string' || !isTimezone(schedulerTimezone)) throw unexpected();
    const shift = minutesAhead(schedulerTimezone, project.schedulerTimezone, now());
    await db.write(async (transaction) => {
      await transaction.update(projects).set({ schedulerTimezone }).where(eq(projects.uuid, project.uuid));
      const moved = await transaction
        .select({ uuid: schedulers.uuid, cron: schedulers.cron })
        .from(schedulers)
        .where(and(eq(schedulers.projectUuid, project.uuid), isNull(schedulers.timezone)));
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

import { eq, sql } from 'drizzle-orm';
import { insertRows, selectJson } from '../db/bulk';
import type { Transaction } from '../db/open';
import { validations } from '../db/validations-schema';

type Broken = { source: 'chart' | 'dashboard'; contentUuid: string; fault: string };

/** What is missing, from the words of a fault: `Metric error: the field 'x' no longer exists`. */
function causeOf(fault: string): { errorType: string; fieldName: string | null } {
  const [, kind = 'chart', thing, name = null] = /^(\w+) error: the (field|model) '([^']+)'/.exec(fault) ?? [];
  return { errorType: kind.toLowerCase(), fieldName: thing === 'field' ? name : null };
}

/**
 * Looks at the charts and dashboards of a project and writes down what is wrong with them, in the place of what was found
 * before; a chart that lost a field it is sorted by has two findings. In: the job that does it, absent for the first time.
 */
export async function validate(
  transaction: Transaction,
  projectUuid: string,
  at: Date,
  { jobId = null, targets = ['charts', 'dashboards'] }: { jobId?: string | null; targets?: readonly string[] } = {},
): Promise<void> {
  const broken = await selectJson<Broken>(
    transaction,
    sql`select json_object('source', source, 'contentUuid', uuid, 'fault', fault) as item from (
        select 'chart' as source, uuid, fault, space_uuid from charts
        union all select 'dashboard', uuid, fault, space_uuid from dashboards
      ) where fault is not null and space_uuid in (select uuid from spaces where project_uuid = ${projectUuid})`,
  );
  await transaction.delete(validations).where(eq(validations.projectUuid, projectUuid));
  await insertRows(
    transaction,
    validations,
    broken
      .filter(({ source }) => targets.includes(`${source}s`))
      .flatMap(({ source, contentUuid, fault }) => {
        const cause = causeOf(fault);
        const finding = (error: string, errorType: string) => ({
          uuid: crypto.randomUUID(),
          projectUuid,
          jobId,
          source,
          contentUuid,
          error,
          errorType,
          fieldName: cause.fieldName,
          createdAt: at.toISOString(),
        });
        const isSorted = source === 'chart' && cause.errorType === 'dimension';
        return [
          finding(fault, cause.errorType),
          ...(isSorted ? [finding(fault.replace(/^Dimension/, 'Sorting'), 'sorting')] : []),
        ];
      }),
  );
}

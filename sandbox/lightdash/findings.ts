import { eq, sql } from 'drizzle-orm';
import { insertRows, selectJson } from '../db/bulk';
import type { Transaction } from '../db/open';
import { validations } from '../db/validations-schema';

type Broken = { source: 'chart' | 'dashboard'; contentUuid: string; fault: string };

/** What 1.219 says of a chart that queries a dimension and does not show it: it is not broken by that. */
const UNUSED = 'dimension is not used in the chart configuration. This can cause incorrect rendering';

/** What is missing, from the words of a fault: `Metric error: the field 'x' no longer exists`. */
function causeOf(fault: string): { errorType: string; fieldName: string | null } {
  const [, kind = 'chart', thing, name = null] = /^(\w+) error: the (field|model) '([^']+)'/.exec(fault) ?? [];
  return { errorType: kind.toLowerCase(), fieldName: thing === 'field' ? name : null };
}

/**
 * Looks at the charts and dashboards of a project and writes down what is wrong with them, in the place of what was found
 * before; a chart that lost a field it is sorted by has two findings. In: the job that does it, absent for the first time; whether it
 * warns, as 1.219 does, of sound charts that query what they do not show: here one in sixteen.
 */
export async function validate(
  transaction: Transaction,
  projectUuid: string,
  at: Date,
  {
    jobId = null,
    targets = ['charts', 'dashboards'],
    warns,
  }: { jobId?: string | null; targets?: readonly string[]; warns: boolean },
): Promise<void> {
  const broken = await selectJson<Broken>(
    transaction,
    sql`select json_object('source', source, 'contentUuid', uuid, 'fault', fault) as item from (
        select 'chart' as source, uuid, fault, space_uuid from charts
        union all select 'dashboard', uuid, fault, space_uuid from dashboards
      ) where fault is not null and space_uuid in (select uuid from spaces where project_uuid = ${projectUuid})`,
  );
  const odd =
    warns && targets.includes('charts')
      ? await selectJson<{ uuid: string }>(
          transaction,
          sql`select json_object('uuid', uuid) as item from (
            select uuid, row_number() over (order by uuid) as place from charts
            where fault is null and space_uuid in (select uuid from spaces where project_uuid = ${projectUuid})
          ) where place % 16 = 1`,
        )
      : [];
  const about = { projectUuid, jobId, createdAt: at.toISOString() };
  await transaction.delete(validations).where(eq(validations.projectUuid, projectUuid));
  await insertRows(transaction, validations, [
    ...broken
      .filter(({ source }) => targets.includes(`${source}s`))
      .flatMap(({ source, contentUuid, fault }) => {
        const { errorType: kind, fieldName } = causeOf(fault);
        const finding = (error: string, errorType: string) => ({
          ...about,
          uuid: crypto.randomUUID(),
          source,
          contentUuid,
          error,
          errorType,
          fieldName,
        });
        const isSorted = source === 'chart' && kind === 'dimension';
        return [
          finding(fault, kind),
          ...(isSorted ? [finding(fault.replace(/^Dimension/, 'Sorting'), 'sorting')] : []),
        ];
      }),
    ...odd.map(({ uuid }) => ({
      ...about,
      uuid: crypto.randomUUID(),
      source: 'chart' as const,
      contentUuid: uuid,
      error: UNUSED,
      errorType: 'chart configuration',
      fieldName: 'orders_status',
    })),
  ]);
}

import { type AccessModel, describeSource, effectInWords, type PersonRow, personRows } from '#/access';
import { statusName, type Member } from '#/domain/members';
import { CSV_BOM, csvFileName, toCsv, type CsvColumn } from '#/lib/csv';
import { download } from '#/lib/download';
import { sortRows } from '#/lib/rows';
import { zip } from '#/lib/zip';

const EFFECTS = [
  'Decides',
  'Is needed for it',
  'Would be enough by itself',
  'Counts too',
  'Not known',
  'Without effect',
];

/** A path in words for an auditor: what decides, what counts beside it and how far it is needed, and what was without effect. */
const pathInWords = (row: PersonRow): string => {
  const steps = row.answer().path.filter((step) => !(step.kind === 'organizationRole' && step.role === 'member'));
  return EFFECTS.flatMap((effect) => {
    const sources = steps.filter((step) => effectInWords(step) === effect).map(describeSource);
    return sources.length > 0 ? [`${effect}: ${sources.join('; ')}`] : [];
  }).join('. ');
};

/** Lightdash does not say when people were last active; those who have not accepted their invitation never were. */
const lastUse = ({ status }: PersonRow): string =>
  status === 'pending' || status === 'expired' ? 'Never: the invitation is not accepted' : 'Not told by the server';

const REVIEW: CsvColumn<PersonRow>[] = [
  { header: 'Person', value: ({ name }) => name },
  { header: 'E-mail', value: ({ email }) => email },
  { header: 'Status', value: ({ status }) => (status === null ? 'Not known' : statusName(status)) },
  { header: 'Organization role', value: ({ role }) => role || 'Not known' },
  { header: 'Effective role', value: ({ gives }) => gives },
  { header: 'Path', value: pathInWords },
  { header: 'Last sign of use', value: lastUse },
  { header: 'User UUID', value: ({ userUuid }) => userUuid },
];

const byName = (rows: readonly PersonRow[]): PersonRow[] => sortRows(rows, ({ name }) => name, false);

/** In: why there may be more than is seen, which then stands beside every person; null where all is seen. */
const reviewOf = (rows: readonly PersonRow[], partial: string | null): string =>
  CSV_BOM +
  toCsv(partial === null ? REVIEW : [{ header: 'Not complete', value: () => partial }, ...REVIEW], byName(rows));

const fileOf = (project: string, partial: string | null, now: Date): string =>
  csvFileName(`access review of ${project}${partial === null ? '' : ' partial'}`, now);

/**
 * Downloads one project for an auditor: everybody who reaches it, with the whole path. In: all rows, whatever is shown, and why
 * there may be more (null where not).
 */
export const exportReview = (rows: readonly PersonRow[], project: string, partial: string | null): void =>
  download(fileOf(project, partial, new Date()), reviewOf(rows, partial), 'text/csv;charset=utf-8');

/** The same name with a number, where it was taken. */
const unique = (name: string, taken: Set<string>): string => {
  let free = name;
  for (let number = 2; taken.has(free); number++) free = name.replace(/\.csv$/, `-${number}.csv`);
  taken.add(free);
  return free;
};

type Reviews = {
  model: AccessModel;
  members: ReadonlyMap<string, Member>;
  nameRole: (role: string) => string;
  projects: readonly { uuid: string; name: string }[];
  /** Why there may be more than is seen; null where not. */
  partial: string | null;
  /** Called after each project with how many are done. */
  onProgress: (done: number) => void;
  signal: AbortSignal;
};

/**
 * Downloads every project for an auditor, one file each, in one archive: browsers ask before they let a page save many files,
 * and an auditor wants one to keep. Nothing once the signal is aborted.
 */
export const exportReviews = async ({
  model,
  members,
  nameRole,
  projects,
  partial,
  onProgress,
  signal,
}: Reviews): Promise<void> => {
  const now = new Date();
  const taken = new Set<string>();
  const files: { name: string; text: string }[] = [];
  for (const { uuid: projectUuid, name } of projects) {
    // Between two projects the page gets its turn.
    await new Promise((resume) => setTimeout(resume));
    if (signal.aborted) return;
    files.push({
      name: unique(fileOf(name, partial, now), taken),
      text: reviewOf(personRows(model.whoCanReach({ projectUuid }), members, nameRole), partial),
    });
    onProgress(files.length);
  }
  download(csvFileName('access review', now).replace(/csv$/, 'zip'), zip(files, now), 'application/zip');
};

import { describeSource, type PathStep } from '#/domain/access';
import type { PersonRow } from '#/domain/access-rows';
import { statusName } from '#/domain/members';
import { CSV_BOM, csvFileName, toCsv, type CsvColumn } from '#/lib/csv';
import { download } from '#/lib/download';

/** A path in words for an auditor: what decides, what is needed beside it, and what was without effect. */
const pathInWords = (row: PersonRow): string => {
  const { path } = row.answer();
  const phrases = (effect: PathStep['effect']) => path.filter((step) => step.effect === effect && !(step.kind === 'organizationRole' && step.role === 'member')).map(describeSource);
  const parts = [
    ['Decides', phrases('wins')],
    ['Needed for it', phrases('contributes')],
    ['Not known', phrases('unknown')],
    ['Without effect', phrases('none')],
  ] as const;
  return parts.flatMap(([word, sources]) => (sources.length > 0 ? [`${word}: ${sources.join('; ')}`] : [])).join('. ');
};

/** Lightdash tells when one's own tokens were used, and of nobody when they were here; who has not accepted was not. */
const lastUse = ({ status }: PersonRow): string => (status === 'pending' || status === 'expired' ? 'Never: the invitation is not accepted' : 'Not told by the server');

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

const save = (what: string, text: string): void => download(csvFileName(what, new Date()), CSV_BOM + text, 'text/csv;charset=utf-8');

/** Downloads one project for an auditor: everybody who reaches it, with the whole path. In: all rows, whatever is shown. */
export const exportReview = (rows: readonly PersonRow[], project: string): void => save(`access review of ${project}`, toCsv(REVIEW, rows));

import { downloadCsv } from '#/lib/download';
import type { Matrix } from '#/access';
import { cellInWords, cellOf, type MatrixColumn, type MatrixOf, type MatrixRow } from './matrixRows';

type MatrixExport = {
  of: MatrixOf;
  rows: readonly MatrixRow[];
  projects: readonly MatrixColumn[];
  matrix: Matrix;
  nameRole: (role: string) => string;
  /** Whether grants are not read: the file is named so, and its cells say where. */
  isPartial: boolean;
};

/** Hands out the rows that are shown, with a column a project: the role and what gives it. */
export const exportMatrix = ({ of, rows, projects, matrix, nameRole, isPartial }: MatrixExport): void => {
  downloadCsv<MatrixRow>(
    `access of ${of} to projects${isPartial ? ' partial' : ''}`,
    [
      { header: of === 'groups' ? 'Group' : 'Name', value: ({ name }) => name },
      ...(of === 'groups' ? [] : [{ header: 'E-mail', value: ({ email }: MatrixRow) => email }]),
      { header: of === 'groups' ? 'Members' : 'Organization role', value: ({ detail }) => detail },
      ...projects.map(({ uuid, name }) => ({
        header: name,
        value: (row: MatrixRow) => cellInWords(cellOf(matrix, row, uuid), nameRole),
      })),
      { header: of === 'groups' ? 'Group UUID' : 'User UUID', value: ({ id }) => id },
    ],
    rows,
  );
};

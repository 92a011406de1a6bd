import type { AccessNames } from '#/access/words/names';

/** The same names, with the project before the name of each space: changes of several projects stand side by side. */
export const fullNames = (names: AccessNames): AccessNames => ({
  ...names,
  space: (uuid) => {
    const projectUuid = names.projectOf(uuid);
    return projectUuid === undefined ? names.space(uuid) : `${names.project(projectUuid)} / ${names.space(uuid)}`;
  },
});

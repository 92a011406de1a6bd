/** Small, so that a test file starts at once. */
export const SMALL = { members: 25, groups: 4, projects: 3, spaces: 6, schedulers: 6 };

type Listed = { uuid: string; name: string; isPreview: boolean };

/** In the product's words. */
export const projectType = ({ isPreview }: Pick<Listed, 'isPreview'>): string => (isPreview ? 'Preview' : 'Production');

/** What all lists of projects have in common. */
export const PROJECT_LIST = {
  noun: ['project', 'projects'],
  nothing: 'No project matches',
  searched: 'name',
  rowId: ({ uuid }: Listed) => uuid,
  rowName: ({ name }: Listed) => name,
} as const;

export const TYPE_FILTER = {
  name: 'Type',
  options: [
    { value: 'production', label: projectType({ isPreview: false }) },
    { value: 'preview', label: projectType({ isPreview: true }) },
  ],
  of: ({ isPreview }: Listed) => [isPreview ? 'preview' : 'production'],
};

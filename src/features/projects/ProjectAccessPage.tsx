import { Page } from '#/ui/Page';

export const ProjectAccessPage = () => <Page title="Project access">{null}</Page>;

import { Page } from '#/ui/Page';

export const ProjectsPage = () => <Page title="Projects">{null}</Page>;

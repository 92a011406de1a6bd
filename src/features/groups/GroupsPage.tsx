import { Page } from '#/ui/Page';

export const GroupsPage = () => <Page title="Groups">{null}</Page>;

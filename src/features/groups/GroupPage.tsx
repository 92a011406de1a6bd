import { Page } from '#/ui/Page';

export const GroupPage = () => <Page title="Group">{null}</Page>;

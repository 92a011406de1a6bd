import { Page } from '#/ui/Page';

export const OverviewPage = () => <Page title="Overview">{null}</Page>;

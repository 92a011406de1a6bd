import { Page } from '#/ui/Page';

export const SpacePage = () => <Page title="Space">{null}</Page>;

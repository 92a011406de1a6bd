import { Page } from '#/ui/Page';

export const SpacesPage = () => <Page title="Spaces">{null}</Page>;

import { Page } from '#/ui/Page';

export const ProfilePage = () => <Page title="Profile">{null}</Page>;

import { Page } from '#/ui/Page';

export const SchedulersPage = () => <Page title="Schedulers">{null}</Page>;

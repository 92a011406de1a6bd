import { Page } from '#/ui/Page';

export const SchedulerPage = () => <Page title="Scheduler">{null}</Page>;

import { useQueryErrorResetBoundary } from '@tanstack/react-query';
import { useRevalidator, useRouteError } from 'react-router';
import { describeFailure } from '#/api/core/sentences';
import { FailurePage } from '#/ui/FailureAlert';
import { Page } from '#/ui/Page';

/** What is shown in place of a page that could not be made; `inside` the shell, the navigation stays around it. */
export const ErrorPage = ({ inside = false }: { inside?: boolean }) => {
  const error = useRouteError();
  const { reset } = useQueryErrorResetBoundary();
  const { revalidate } = useRevalidator();
  const retry = () => {
    reset();
    void revalidate().catch(() => location.reload());
  };
  const page = (
    <Page title={inside ? 'This page cannot be shown' : 'Lightdash Console'}>
      <FailurePage problem={describeFailure(error)} onRetry={inside ? () => location.reload() : retry} />
    </Page>
  );
  return inside ? page : <main>{page}</main>;
};

import { useQueryErrorResetBoundary } from '@tanstack/react-query';
import { useRevalidator, useRouteError } from 'react-router';
import { HOST_REFUSAL, isFailure } from '#/api/core/failure';
import { describeFailure } from '#/api/core/sentences';
import { FailurePage } from '#/ui/FailureAlert';
import { Page } from '#/ui/Page';
import { HOST_REFUSED } from './host';
import { useRestart } from './stage';

/** What is shown in place of a page that could not be made; `inside` the shell, the navigation stays around it. */
export const ErrorPage = ({ inside = false }: { inside?: boolean }) => {
  const error = useRouteError();
  const { reset } = useQueryErrorResetBoundary();
  const { revalidate } = useRevalidator();
  const restart = useRestart();
  const retry = () => {
    reset();
    void revalidate().catch(restart);
  };
  // Elsewhere one is sent to the sign-in page. Here only another credential helps, and who begins anew asks for one.
  const isRefused = isFailure(error, 'unauthorized');
  const problem = isRefused && error.code !== HOST_REFUSAL ? HOST_REFUSED : describeFailure(error);
  const page = (
    <Page title={inside ? 'This page cannot be shown' : 'Lightdash Console'}>
      <FailurePage problem={problem} onRetry={inside || isRefused ? restart : retry} />
    </Page>
  );
  return inside ? page : <main>{page}</main>;
};

import { useQueryErrorResetBoundary } from '@tanstack/react-query';
import { useNavigate, useRevalidator, useRouteError } from 'react-router';
import { HOST_REFUSAL, isFailure } from '#/api/core/failure';
import { describeFailure } from '#/api/core/sentences';
import { Button } from '#/ui/Button';
import { FailurePage } from '#/ui/FailureAlert';
import { Page } from '#/ui/Page';
import { usePlace } from '#/ui/place';
import { HOST_REFUSED } from './host';
import { useRestart } from './stage';

/** What is shown in place of a page that could not be made; `inside` the shell, the navigation stays around it. */
export const ErrorPage = ({ inside = false }: { inside?: boolean }) => {
  const error = useRouteError();
  const { reset } = useQueryErrorResetBoundary();
  const { revalidate } = useRevalidator();
  const restart = useRestart();
  const place = usePlace();
  const navigate = useNavigate();
  const retry = () => {
    reset();
    void revalidate().catch(restart);
  };
  // Below a host there is no sign-in page: starting again asks the host for another credential.
  const isRefused = isFailure(error, 'unauthorized');
  const problem = isRefused && error.code !== HOST_REFUSAL ? HOST_REFUSED : describeFailure(error);
  if (inside && place && isFailure(error, 'not-found')) {
    const list = place.within ?? place;
    return (
      <Page>
        <FailurePage
          problem={describeFailure(error)}
          action={<Button onClick={() => void navigate(list.path)}>All {list.title.toLowerCase()}</Button>}
        />
      </Page>
    );
  }
  const page = (
    <Page title={inside ? 'This page cannot be shown' : 'Lightdash Console'}>
      <FailurePage problem={problem} onRetry={inside || isRefused ? restart : retry} />
    </Page>
  );
  return inside ? page : <main>{page}</main>;
};

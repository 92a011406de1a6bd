import { Link, useLoaderData } from 'react-router';
import { paths } from '#/paths';
import { Page } from '#/ui/Page';
import type { FailedReturn } from './oauth-return';

/** `/oauth/callback` when one came back from an authorization server without success; with success nobody sees it. */
export const ReturnPage = () => {
  const { problem } = useLoaderData<FailedReturn>();
  return (
    <main>
      <Page title={problem.title}>
        <p role="alert">{problem.message}</p>
        <p>
          <Link to={paths.home()} replace>
            Go to the console
          </Link>
        </p>
      </Page>
    </main>
  );
};

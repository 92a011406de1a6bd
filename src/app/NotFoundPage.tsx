import { Link } from 'react-router';
import { paths } from '#/paths';
import { Page } from '#/ui/Page';

/** For addresses that lead nowhere. */
export const NotFoundPage = () => (
  <Page title="Nothing here">
    <p>
      There is no page at this address. <Link to={paths.members()}>Go to the members</Link>.
    </p>
  </Page>
);

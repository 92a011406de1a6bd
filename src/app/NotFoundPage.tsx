import { Link } from 'react-router';
import { membersLink } from '#/features/members/routes';
import { Page } from '#/ui/Page';

/** For addresses that lead nowhere. */
export const NotFoundPage = () => (
  <Page title="Nothing here">
    <p>
      There is no page at this address. <Link to={membersLink()}>Go to the members</Link>.
    </p>
  </Page>
);

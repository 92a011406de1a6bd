import { useMatch } from 'react-router';
import { Link } from '#/ui/Link';
import { membersLink } from '#/features/members/routes';
import { Page } from '#/ui/Page';
import { SharePage } from './SharePage';

/** For addresses that are no places: a short link leads to one, any other nowhere. */
export const OtherPage = () => {
  const link = useMatch('/share/:nanoId');
  if (link) return <SharePage nanoId={link.params.nanoId ?? ''} />;
  return (
    <Page title="Nothing here">
      <p>
        There is no page at this address. <Link to={membersLink()}>Go to the members</Link>.
      </p>
    </Page>
  );
};

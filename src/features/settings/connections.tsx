import type { ReactNode } from 'react';
import type { Connection } from '#/data/integrations';

/** How a system is connected, in words. */
export const CONNECTIONS: Readonly<Record<Connection, string>> = {
  connected: 'Connected',
  'not-connected': 'Not connected',
  session: 'Told to a signed-in session only',
  licence: 'Needs an Enterprise licence of Lightdash',
  absent: 'Not on this server',
  unread: 'Could not be read',
  reading: '…',
};

/** One line of a table: what it is, something about it, and what is said of it. */
export const Row = ({ title, about, children }: { title: string; about: string; children: ReactNode }) => (
  <tr>
    <th scope="row">
      {title}
      <small>{about}</small>
    </th>
    <td>{children}</td>
  </tr>
);

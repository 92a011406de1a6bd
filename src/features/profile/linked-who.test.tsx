import { cleanup, render } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { LinkedWho } from './LinkedWho';

afterEach(cleanup);

const sourceOf = (avatarUrl: string | null): string | null => {
  const identity = { name: 'Ada Lovelace', email: null, userName: null, avatarUrl, organizations: [], note: null };
  const { container } = render(<LinkedWho identity={identity} />);
  expect(container.textContent).toContain('Ada Lovelace');
  return container.querySelector('img')?.getAttribute('src') ?? null;
};

it.each(['data:image/png;base64,iVBORw0KGgo=', 'data:image/svg+xml,%3Csvg/%3E', 'DATA:IMAGE/gif,x'])(
  'a picture that is in its own address is shown: %s',
  (url) => {
    expect(sourceOf(url)).toBe(url);
  },
);

it.each([
  '/api/v1/logout',
  'api/v1/logout',
  '//console.example.com/api/v1/logout',
  'http://localhost:3000/api/v1/logout',
  'https://console.example.com/accounts/vm/users/current',
  'https://evil.example/track.png',
  'blob:http://localhost:3000/x',
  'javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'data:,/api/v1/logout',
  ' data:image/png,x',
  'x data:image/png,x',
  'data:image',
  null,
])('any other address is not asked for: %s', (url) => {
  expect(sourceOf(url)).toBeNull();
});

import { afterEach, expect, it, vi } from 'vitest';
import type { ConsoleOptions } from '#/app/start';
import { mount } from './mount';

const { openConsole } = vi.hoisted(() => ({ openConsole: vi.fn() }));
vi.mock('#/app/start', () => ({ openConsole }));

/** Mounts what only counts how it is steered. */
const mountOne = (
  getToken = async () => ({ token: 'ldpat_a', scheme: 'ApiKey', expiresAt: null, tokenId: '1' }) as const,
) => {
  const running = { navigate: vi.fn(), setTheme: vi.fn(), unmount: vi.fn() };
  openConsole.mockReturnValue(running);
  const element = document.body.appendChild(document.createElement('div'));
  const mounted = mount(element, { apiBase: '/lightdash', routing: 'memory', getToken });
  return { mounted, running, element, options: openConsole.mock.lastCall?.[0] as ConsoleOptions };
};

afterEach(() => vi.unstubAllGlobals());

it('leaves a console alone that was mounted after this one', () => {
  const first = mountOne();
  first.mounted.unmount();
  const second = mountOne();
  first.mounted.unmount();
  expect(first.running.unmount).toHaveBeenCalledTimes(1);
  expect(second.running.unmount).not.toHaveBeenCalled();
  expect(second.element.childElementCount).toBe(1);
  expect(mountOne).toThrow('there is a console in this document already');
  second.mounted.unmount();
  expect(second.element.childElementCount).toBe(0);
});

it('says that it is over to whoever steers it after that', () => {
  const { mounted, running } = mountOne();
  mounted.navigate('/members');
  mounted.setTheme('dark');
  mounted.unmount();
  expect(() => mounted.navigate('/groups')).toThrow('This console was unmounted; mount() it again.');
  expect(() => mounted.setTheme('light')).toThrow('This console was unmounted; mount() it again.');
  expect([running.navigate.mock.calls, running.setTheme.mock.calls]).toEqual([[['/members']], [['dark']]]);
});

it('reports in the page what getToken throws', async () => {
  const reported = vi.fn<(error: unknown) => void>();
  vi.stubGlobal('reportError', reported);
  const asleep = new Error('The portal is asleep.');
  const { mounted, options } = mountOne(() => Promise.reject(asleep));
  await expect(options.host?.getToken({ reason: 'initial' })).rejects.toBe(asleep);
  expect(reported).toHaveBeenCalledExactlyOnceWith(asleep);
  mounted.unmount();
});

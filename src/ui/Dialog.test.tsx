import { MantineProvider } from '@mantine/core';
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { useEffect, useState } from 'react';
import { createMemoryRouter, Outlet, RouterProvider } from 'react-router';
import { afterEach, describe, expect, it } from 'vitest';
import { Dialog } from './Dialog';
import { PendingGuard } from './PendingGuard';
import { onPending, pending } from './pending';

afterEach(cleanup);

const Place = ({ keepsInput, busy, running }: { keepsInput: boolean; busy: boolean; running: boolean }) => {
  const [opened, setOpened] = useState(true);
  if (!opened) return <p>closed</p>;
  return (
    <Dialog
      title="Form"
      keepsInput={keepsInput}
      running={running}
      sending={busy}
      onClose={busy || running ? undefined : () => setOpened(false)}
    >
      <input aria-label="Name" />
    </Dialog>
  );
};

const Guarded = () => (
  <>
    <Outlet />
    <PendingGuard />
  </>
);

const setUp = ({ keepsInput = true, busy = false, running = false } = {}) => {
  const router = createMemoryRouter(
    [
      {
        element: <Guarded />,
        children: [
          { path: '/before', element: <p>before</p> },
          { path: '/form', element: <Place keepsInput={keepsInput} busy={busy} running={running} /> },
          { path: '/sign-in', element: <p>sign-in</p> },
        ],
      },
    ],
    { initialEntries: ['/before', '/form'], initialIndex: 1 },
  );
  render(
    <MantineProvider env="test">
      <RouterProvider router={router} />
    </MantineProvider>,
  );
  return {
    at: () => router.state.location.pathname,
    go: (to: number | string, replace = false) =>
      act(async () => (typeof to === 'number' ? router.navigate(to) : router.navigate(to, { replace }))),
    type: () => fireEvent.input(screen.getByLabelText('Name'), { target: { value: 'Finance' } }),
  };
};

const question = () => screen.queryByText('Discard what you typed?');

it('asks before Back takes what was typed; Discard goes there, Keep editing stays', async () => {
  const { at, go, type } = setUp();
  type();
  await go(-1);
  expect([at(), question()]).toEqual(['/form', expect.anything()]);
  fireEvent.click(screen.getByText('Keep editing'));
  await waitFor(() => expect(question()).toBeNull());
  expect(screen.getByLabelText<HTMLInputElement>('Name').value).toBe('Finance');
  await go(-1);
  fireEvent.click(screen.getByText('Discard'));
  await waitFor(() => expect(at()).toBe('/before'));
});

it('asks before a link elsewhere does; to close afterwards leads nowhere', async () => {
  const { at, go, type } = setUp();
  type();
  await go('/before');
  expect([at(), question()]).toEqual(['/form', expect.anything()]);
  fireEvent.click(screen.getByText('Keep editing'));
  await waitFor(() => expect(question()).toBeNull());
  fireEvent.click(screen.getByLabelText('Close'));
  fireEvent.click(screen.getByText('Discard'));
  await screen.findByText('closed');
  expect(at()).toBe('/form');
});

it.each([
  ['nothing was typed', {}, false, 'push'],
  ['typing only confirms', { keepsInput: false }, true, 'push'],
  ['what was typed is being sent', { busy: true }, true, 'push'],
  ['the sign-in has ended', {}, true, 'replace'],
] as const)('does not hold up where %s', async (_when, how, isTyped, by) => {
  const { at, go, type } = setUp(how);
  if (isTyped) type();
  await go('/sign-in', by === 'replace');
  expect(at()).toBe('/sign-in');
});

it('closes by an Escape that comes before it has the focus', () => {
  const Opening = () => {
    const [opened, setOpened] = useState(false);
    return (
      <>
        <button type="button" onClick={() => setOpened(true)}>
          Open
        </button>
        {opened && (
          <Dialog title="Why" onClose={() => setOpened(false)}>
            <p>Because</p>
          </Dialog>
        )}
      </>
    );
  };
  render(<RouterProvider router={createMemoryRouter([{ path: '/', element: <Opening /> }])} />, {
    wrapper: ({ children }) => <MantineProvider env="test">{children}</MantineProvider>,
  });
  const button = screen.getByText('Open');
  button.focus();
  fireEvent.click(button);
  expect(screen.getByText('Because')).toBeDefined();
  fireEvent.keyDown(button, { key: 'Escape' });
  expect(screen.queryByText('Because')).toBeNull();
});

describe('gives the focus, when it closes,', () => {
  /** A menu of which the dialog is the only action. In: what of it is still there once it is used. Out: what has the focus at last. */
  const openFromMenu = (stays: 'menu' | 'button' | 'nothing') => {
    const Page = () => {
      const [step, setStep] = useState<'menu' | 'dialog' | 'closed'>('menu');
      return (
        <main>
          <h1 tabIndex={-1}>People</h1>
          {(step === 'menu' || stays !== 'nothing') && <button id="opens">Actions</button>}
          {(step === 'menu' || stays === 'menu') && (
            <div role="menu" aria-labelledby="opens">
              <button onClick={() => setStep('dialog')}>Remove</button>
            </div>
          )}
          {step === 'dialog' && (
            <Dialog title="Remove" onClose={() => setStep('closed')}>
              <p>Sure?</p>
            </Dialog>
          )}
        </main>
      );
    };
    render(<RouterProvider router={createMemoryRouter([{ path: '/', element: <Page /> }])} />, {
      wrapper: ({ children }) => <MantineProvider env="test">{children}</MantineProvider>,
    });
    const item = screen.getByText('Remove');
    item.focus();
    fireEvent.click(item);
    fireEvent.click(screen.getByLabelText('Close'));
    return document.activeElement?.textContent;
  };

  it.each([
    ['to what opened a menu that fades out', 'menu', 'Actions'],
    ['to what opened a menu that is gone at once', 'button', 'Actions'],
    ['to the head of the page where that is gone too', 'nothing', 'People'],
  ] as const)('%s', (_, stays, text) => {
    expect(openFromMenu(stays)).toBe(text);
  });
});

it('keeps the focus when a button in it gives way to another', async () => {
  const Copying = () => {
    const [copied, setCopied] = useState(false);
    return (
      <Dialog
        title="Token"
        footer={
          copied ? (
            <button key="done">Done</button>
          ) : (
            <button key="copy" onClick={() => setCopied(true)}>
              Copy
            </button>
          )
        }
      >
        <p>Secret</p>
      </Dialog>
    );
  };
  render(<RouterProvider router={createMemoryRouter([{ path: '/', element: <Copying /> }])} />, {
    wrapper: ({ children }) => <MantineProvider env="test">{children}</MantineProvider>,
  });
  const copy = screen.getByText('Copy');
  await waitFor(() => expect(document.activeElement).toBe(copy));
  fireEvent.click(copy);
  expect(document.activeElement).toBe(screen.getByRole('dialog'));
});

it('holds the closing of the tab while something is typed', () => {
  const { type } = setUp();
  const isHeld = () => !globalThis.dispatchEvent(new Event('beforeunload', { cancelable: true }));
  expect(isHeld()).toBe(false);
  type();
  expect(isHeld()).toBe(true);
});

it('tells that what was typed is being sent, and holds the closing of the tab', () => {
  setUp({ busy: true });
  expect(pending()).toBe('running');
  expect(globalThis.dispatchEvent(new Event('beforeunload', { cancelable: true }))).toBe(false);
});

it('says what is pending, and when that changes', () => {
  const heard: string[] = [];
  const stop = onPending((now) => heard.push(now));
  const { type } = setUp();
  expect(pending()).toBe('nothing');
  type();
  expect(pending()).toBe('unsaved');
  cleanup();
  expect(pending()).toBe('nothing');
  stop();
  expect(heard).toEqual(['unsaved', 'nothing']);
});

it('asks before Back ends what is under way; nothing else closes it', async () => {
  const { at, go } = setUp({ running: true });
  expect(pending()).toBe('running');
  await go(-1);
  expect(at()).toBe('/form');
  expect(screen.queryByLabelText('Close')).toBeNull();
  fireEvent.click(screen.getByText('Stay'));
  await waitFor(() => expect(screen.queryByText('Stop and leave')).toBeNull());
  await go(-1);
  fireEvent.click(screen.getByText('Stop and leave'));
  await waitFor(() => expect(at()).toBe('/before'));
  await waitFor(() => expect(pending()).toBe('nothing'));
});

it('does not ask again by itself, when the next run begins, what the end of the last one has answered', async () => {
  let run: (running: boolean) => void = () => {};
  const Page = () => {
    const [running, setRunning] = useState(true);
    useEffect(() => {
      run = setRunning;
    }, []);
    return (
      <Dialog title="Run" running={running}>
        <p>Progress</p>
        <PendingGuard />
      </Dialog>
    );
  };
  const router = createMemoryRouter([{ path: '*', element: <Page /> }]);
  render(
    <MantineProvider env="test">
      <RouterProvider router={router} />
    </MantineProvider>,
  );
  await act(() => router.navigate('/elsewhere'));
  expect(screen.queryByText('Stop and leave')).not.toBeNull();
  act(() => run(false));
  act(() => run(true));
  expect(screen.queryByText('Stop and leave')).toBeNull();
});

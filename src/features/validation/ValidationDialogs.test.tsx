import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { ok, refusal, stubServer } from '#/data/testing';
import { renderSignedIn } from '#/data/testing-signed-in';
import { findingsQuery } from '#/data/validation';
import type { Cause, Finding } from '#/domain/validation';
import { ValidationDialogs, type OpenValidationDialog } from './ValidationDialogs';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const VALIDATE = 'POST /api/v1/projects/p1/validate';
const FINDINGS = 'GET /api/v1/projects/p1/validate';
const DISMISS = 'DELETE /api/v1/projects/p1/validate/f1';
const JOB = 'GET /api/v1/schedulers/job/j1/status';
const show = (dialog: OpenValidationDialog) =>
  renderSignedIn(<ValidationDialogs dialog={dialog} onDismiss={() => {}} onClose={() => {}} />, 'admin', [
    { action: 'manage', subject: 'all' },
  ]);
const press = async (name: string | RegExp) => fireEvent.click(await screen.findByRole('button', { name }));

it('takes a validation for done when its job has ended, and then its findings for old', async () => {
  let status = 'started';
  const { lines } = stubServer({ [VALIDATE]: ok({ jobId: 'j1' }), [JOB]: () => ok({ status }), [FINDINGS]: ok([]) });
  const project = { uuid: 'p1', name: 'Jaffle' } as Extract<OpenValidationDialog, { kind: 'validate' }>['projects'][0];
  const { queryClient } = show({ kind: 'validate', projects: [project] });
  const { queryKey } = findingsQuery('p1');
  queryClient.setQueryData(queryKey, []);
  const isOld = () => queryClient.getQueryState(queryKey)?.isInvalidated;

  await press('Validate 1 project');
  await screen.findByText('Under way.');
  await press('Stop');
  await screen.findByText('It goes on at the server; check it later.');
  expect(isOld()).toBe(false);
  await press(/^Check/);
  await screen.findByText('Still not known. It goes on at the server; check it later.');
  status = 'completed';
  await press(/^Check/);
  await screen.findByText('It was carried out.');
  expect(isOld()).toBe(true);
  expect(lines().filter((line) => line === VALIDATE)).toHaveLength(1);
});

const finding = { id: 'f1', projectUuid: 'p1', name: 'Orders', error: 'Broken' } as Finding;
const dismissal = (): OpenValidationDialog => ({
  kind: 'dismiss',
  causes: [{ projectUuid: 'p1', projectName: 'Jaffle', findings: [finding], schedulers: [] } as unknown as Cause],
});

it('does not fail to dismiss what a newer validation has replaced', async () => {
  stubServer({ [DISMISS]: refusal(404, 'NotFoundError', 'Validation f1 not found') });
  show(dismissal());
  await press('Dismiss 1 finding');
  await screen.findByText(/^It was gone already/);
  expect(screen.queryByRole('button', { name: /again/ })).toBeNull();
});

it('finds out from the list what became of a dismissal without an answer', async () => {
  let isThere = true;
  stubServer({
    [DISMISS]: () => {
      throw new TypeError('the connection broke');
    },
    [FINDINGS]: () => ok(isThere ? [{ validationUuid: 'f1', projectUuid: 'p1' }] : []),
  });
  show(dismissal());
  await press('Dismiss 1 finding');
  isThere = false;
  await press(/^Check/);
  await waitFor(() => screen.getByText('It was carried out.'));
});

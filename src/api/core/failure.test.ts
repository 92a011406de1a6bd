import { describe, expect, it } from 'vitest';
import { ApiFailure, isFailure } from './failure';

describe('ApiFailure', () => {
  it('has a value for everything, and says nothing where nothing was said', () => {
    const failure = new ApiFailure({ kind: 'network', outcome: 'rejected' });
    expect({ ...failure }).toEqual({
      name: 'ApiFailure',
      kind: 'network',
      outcome: 'rejected',
      status: 0,
      code: '',
      serverMessage: '',
      fields: {},
      retryAfter: null,
      permittedPerMinute: null,
      detail: '',
      method: '',
      path: '',
      api: 'Lightdash',
    });
    expect(failure.message).toBe(': network');
    expect(new ApiFailure({ kind: 'network', outcome: 'rejected', method: 'GET', path: '/api/v1/org' }).message).toBe(
      'GET /api/v1/org: network',
    );
  });

  it('keeps what was said, without secrets', () => {
    const said = {
      kind: 'scope-missing',
      outcome: 'rejected',
      status: 403,
      code: 'x',
      retryAfter: 2,
      permittedPerMinute: 3,
      method: 'GET',
      path: '/x',
      api: 'Katapult',
    } as const;
    expect({
      ...new ApiFailure({
        ...said,
        detail: 'token=abcdefgh',
        serverMessage: 'Bearer abcdefgh',
        fields: { name: 'ldpat_abcdefgh' },
      }),
    }).toMatchObject({ ...said, detail: 'token=•••', serverMessage: 'Bearer •••', fields: { name: 'ldpat_•••' } });
  });
});

describe('isFailure', () => {
  const failure = new ApiFailure({ kind: 'forbidden', outcome: 'rejected' });

  it('knows a failure, and its kinds', () => {
    expect([isFailure(failure), isFailure(failure, 'conflict', 'forbidden'), isFailure(failure, 'conflict')]).toEqual([
      true,
      true,
      false,
    ]);
    expect([isFailure(new Error('x')), isFailure(null), isFailure({ ...failure }, 'forbidden')]).toEqual([
      false,
      false,
      false,
    ]);
  });
});

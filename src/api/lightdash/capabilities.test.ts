import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiFailure } from '../core/failure';
import { openHome } from '../core/home';
import {
  aboutOperation,
  firstThat,
  isPastSunset,
  learnedSoFar,
  learnFrom,
  subscribeToCapabilities,
  supports,
} from './capabilities';
import { lightdashDialect } from './dialect';
import { addNotice, forgetNotices } from './notices';
import { PAT } from './recorded-answers';

type Recording = {
  request: { method: string; path: string };
  response: { status: number; headers: Record<string, string>; body: unknown };
};
const files = import.meta.glob<Record<string, Recording>>('../../../recordings/{0.2110,1.219}/*.json', {
  import: 'default',
  eager: true,
});
const recorded = (generation: string, name: string): Recording => {
  const [operation, ...of] = name.split('.');
  const found = files[`../../../recordings/${generation}/${operation}.json`]?.[of.join('.')];
  if (!found) throw new Error(`recordings/${generation} has no ${name}`);
  return found;
};

/** Lets the console learn from a recorded answer, as the mutator does. */
const hearAnswer = (generation: string, name: string): void => {
  const { request, response } = recorded(generation, name);
  const { status, headers, body } = response;
  const received = {
    status,
    contentType: headers['content-type'] ?? '',
    text: JSON.stringify(body),
    headers: new Headers(headers),
  };
  const asked = { ...request, credential: PAT };
  const decoded = lightdashDialect.decode(received, asked);
  const learn = learnFrom(request.method, request.path);
  learn(
    decoded.ok
      ? { data: decoded.data }
      : { error: new ApiFailure({ outcome: 'rejected', ...asked, ...decoded.failure }) },
  );
  for (const notice of lightdashDialect.notices?.(received, asked) ?? []) addNotice(notice);
};

const RUNS = 'GET /api/v1/schedulers/{projectUuid}/runs';
const LOGS = 'GET /api/v1/schedulers/{projectUuid}/logs';
const absent = (method: string, path: string) =>
  new ApiFailure({ kind: 'no-such-operation', outcome: 'rejected', method, path });

beforeEach(() => {
  openHome({ base: 'http://localhost', hasTabs: false });
  forgetNotices();
});

describe('what a server can do', () => {
  it('is unknown before anything came back', () => {
    expect(supports(RUNS)).toBeUndefined();
    expect(supports('inheritance')).toBeUndefined();
    expect(supports('licence')).toBeUndefined();
  });

  it.each([
    ['Health.ok', { licence: false, [RUNS]: true, inheritance: true }],
    ['ListSpacesInProject.ok', { inheritance: true, [RUNS]: true, organizationRoles: undefined }],
    ['GetSpace.ok', { inheritance: true, [RUNS]: true }],
    ['GetOrganizationRoles.ok', { organizationRoles: true, [RUNS]: undefined }],
    ['ListOrganizationMembers.paged', { organizationRoles: true }],
    ['getSchedulerRuns.ok', { [RUNS]: true, inheritance: undefined }],
    ['getSchedulerRuns.as-editor', { [RUNS]: true }],
    ['ListSchedulers.default', { [RUNS]: true, inheritance: undefined }],
    ['getScheduler.ok', { [RUNS]: true }],
    ['GetMyOrganization.ok', { [RUNS]: undefined }],
  ])('is learned from %s of 1.219', (name, expected) => {
    hearAnswer('1.219', name);
    for (const [feature, can] of Object.entries(expected))
      expect([feature, supports(feature as 'licence')]).toEqual([feature, can]);
  });

  it.each([
    ['Health.ok', { licence: undefined, [RUNS]: undefined }],
    ['ListSpacesInProject.ok', { inheritance: false, [RUNS]: false }],
    ['GetSpace.ok', { inheritance: false, [RUNS]: false }],
    ['GetOrganizationRoles.ok', { organizationRoles: false }],
    ['ListOrganizationMembers.paged', { organizationRoles: false }],
    ['ListSchedulers.default', { [RUNS]: false }],
  ])('is learned from %s of 0.2110', (name, expected) => {
    hearAnswer('0.2110', name);
    for (const [feature, can] of Object.entries(expected))
      expect([feature, supports(feature as 'licence')]).toEqual([feature, can]);
  });

  it('is told by "no such operation", whatever the form of other answers says', () => {
    hearAnswer('1.219', 'Health.ok');
    learnFrom('get', '/api/v1/schedulers/p1/runs')({ error: absent('GET', '/api/v1/schedulers/p1/runs') });
    expect(supports(RUNS)).toBe(false);
    learnFrom('GET', '/api/v1/schedulers/p1/runs')({ error: new Error('lost') });
    expect(supports(RUNS)).toBe(false);
    learnFrom('PATCH', '/api/v1/projects/p1/hasDefaultUserSpaces')({ data: undefined });
    expect(supports('PATCH /api/v1/projects/{projectUuid}/hasDefaultUserSpaces')).toBe(true);
  });

  it('is not lost by an answer that lacks what another has shown', () => {
    hearAnswer('0.2110', 'GetOrganizationRoles.ok');
    expect(supports('organizationRoles')).toBe(false);
    hearAnswer('1.219', 'ListOrganizationMembers.paged');
    expect(supports('organizationRoles')).toBe(true);
    hearAnswer('0.2110', 'GetOrganizationRoles.ok');
    hearAnswer('0.2110', 'ListOrganizationMembers.paged');
    expect(supports('organizationRoles')).toBe(true);
    learnFrom('GET', '/api/v1/schedulers/p1/runs')({ error: absent('GET', '/api/v1/schedulers/p1/runs') });
    hearAnswer('1.219', 'ListSchedulers.default');
    expect(supports(RUNS)).toBe(false);
  });

  it('is not read from answers of other forms', () => {
    learnFrom('GET', '/api/v1/projects/p1/spaces')({ data: [] });
    learnFrom('GET', '/api/v1/projects/p1/spaces')({ data: [{}] });
    learnFrom('GET', '/api/v1/org/users')({ data: 7 });
    learnFrom('GET', '/api/v1/health')({ data: { license: 'gold' } });
    expect(supports('inheritance')).toBeUndefined();
    expect(supports('licence')).toBeUndefined();
  });

  it('is that of the server that was asked, and goes with the console', () => {
    const learn = learnFrom('GET', '/api/v1/schedulers/p1/runs');
    openHome({ base: 'http://elsewhere', hasTabs: false });
    learn({ data: [] });
    expect(supports(RUNS)).toBeUndefined();
  });

  it('is told to whoever listens', () => {
    const listener = vi.fn();
    const stop = subscribeToCapabilities(listener);
    hearAnswer('1.219', 'Health.ok');
    expect(listener).toHaveBeenCalledOnce();
    stop();
    hearAnswer('1.219', 'Health.ok');
    expect(listener).toHaveBeenCalledOnce();
  });
});

describe('how operations fared', () => {
  const id = '00000000-0000-4000-8000-00000000000a';
  const failing = (kind: ConstructorParameters<typeof ApiFailure>[0]['kind'], detail = '') => ({
    error: new ApiFailure({ kind, detail, outcome: 'rejected', method: 'GET', path: '/x' }),
  });

  it('is kept once an operation, and by what came back last', () => {
    learnFrom('GET', `/api/v1/schedulers/${id}/runs`)(failing('no-such-operation'));
    expect(aboutOperation(learnedSoFar().seen, RUNS)).toBe('absent');
    const before = learnedSoFar().seen;
    learnFrom('get', `/api/v1/schedulers/${id}/runs`)({ data: {} });
    expect(aboutOperation(learnedSoFar().seen, RUNS)).toBe('works');
    expect(before).not.toBe(learnedSoFar().seen);
    expect(learnedSoFar().seen.size).toBe(1);
  });

  it.each([
    ['not-available', 'licence', 'licence'],
    ['not-available', 'switch', 'switched-off'],
    ['session-only', '', 'session-only'],
    ['forbidden', '', undefined],
    ['network', '', undefined],
  ] as const)('tells %s %s', (kind, detail, seen) => {
    learnFrom('GET', `/api/v1/schedulers/${id}/runs`)(failing(kind, detail));
    expect(aboutOperation(learnedSoFar().seen, RUNS)).toBe(seen);
  });

  it('is found for paths without uuids', () => {
    learnFrom('GET', '/api/v1/org')({ data: {} });
    learnFrom('GET', '/api/v2/feature-flag/some-flag')({ data: {} });
    expect(aboutOperation(learnedSoFar().seen, 'GET /api/v2/feature-flag/{featureFlagId}')).toBe('works');
  });
});

describe('firstThat', () => {
  const routes = (fails?: unknown) => {
    const newer = vi.fn(async () => {
      if (fails) throw fails;
      return 'newer';
    });
    const older = vi.fn(async () => 'older');
    return { newer, older, both: () => firstThat({ operation: RUNS, run: newer }, { operation: LOGS, run: older }) };
  };

  it('takes the new route, and the old one where the server has no such operation, of which it is asked once', async () => {
    expect(await routes().both()).toBe('newer');
    const { newer, both } = routes(absent('GET', '/api/v1/schedulers/p1/runs'));
    expect([await both(), await both()]).toEqual(['older', 'older']);
    expect(newer).toHaveBeenCalledOnce();
  });

  it('asks again where another call of the route is what the server lacks', async () => {
    const { newer, both } = routes(absent('GET', '/api/v1/other'));
    expect([await both(), await both()]).toEqual(['older', 'older']);
    expect(newer).toHaveBeenCalledTimes(2);
  });

  it('does not ask for an operation that a server lacks together with one that was asked for', async () => {
    const list = 'GET /api/v2/orgs/{organizationUuid}/roles';
    const newer = vi.fn(() => Promise.reject<string>(absent('GET', '/api/v2/orgs/o/roles')));
    const older = { run: async () => 'older' };
    expect(await firstThat({ operation: list, together: [RUNS], run: newer }, older)).toBe('older');
    expect(supports(RUNS)).toBe(false);
    expect(await firstThat({ operation: RUNS, run: newer }, older)).toBe('older');
    expect(newer).toHaveBeenCalledOnce();
  });

  it('throws what else goes wrong', async () => {
    const failure = new ApiFailure({ kind: 'forbidden', outcome: 'rejected' });
    const { older, both } = routes(failure);
    await expect(both()).rejects.toBe(failure);
    expect(older).not.toHaveBeenCalled();
  });

  it('never begins with a route whose end has passed while the other’s has not', async () => {
    const end = (path: string, until: string) =>
      addNotice({ kind: 'deprecated', method: 'GET', path, text: '', until });
    end('/api/v1/schedulers/p1/runs', '2026-01-01');
    expect(isPastSunset(RUNS)).toBe(true);
    expect(isPastSunset(RUNS, Date.parse('2025-01-01'))).toBe(false);
    expect(await routes().both()).toBe('older');
    end('/api/v1/schedulers/p1/logs', '2026-01-01');
    expect(await routes().both()).toBe('newer');
  });

  it('knows the ends that a real server announces', () => {
    expect(isPastSunset(LOGS)).toBe(false);
    hearAnswer('1.219', 'getSchedulerLogs.paged');
    expect(isPastSunset(LOGS, Date.parse('2026-09-09'))).toBe(false);
    expect(isPastSunset(LOGS, Date.parse('2026-09-11'))).toBe(true);
  });
});

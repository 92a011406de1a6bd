import { describe, expect, it } from 'vitest';
import { leanedOn, OPERATION_STATES, reportOn, serverAsText } from './server-report';

const TODAY = '2026-08-20';
const session = { credential: 'session' } as const;
const server = { isNewer: true, hasLicence: false, me: session } as const;
const nothing = { seen: undefined, announced: undefined, server };
const facts = { name: 'GET /a', summary: 'A' };
const old = { ...facts, deprecatedSince: '2026-06-10', sunset: '2026-09-10', replacedBy: 'GET /b' };

const stateOf = (of: Parameters<typeof reportOn>[0], evidence: Partial<Parameters<typeof reportOn>[1]> = {}) => {
  const { state, detail, instead } = reportOn(of, { ...nothing, ...evidence }, TODAY);
  return [state, detail, instead];
};

describe('reportOn', () => {
  it('says that something works only when it has been seen to', () => {
    expect(stateOf(facts)).toEqual(['untried', '', '']);
    expect(stateOf(facts, { seen: 'works' })).toEqual(['works', '', '']);
  });

  it('believes the contract about dates on the generation that it was written for only', () => {
    expect(stateOf(old)).toEqual(['going', 'Deprecated since 10 Jun 2026, until 10 Sept 2026', 'GET /b']);
    expect(stateOf(old, { server: { ...server, isNewer: false } })[0]).toBe('untried');
    expect(stateOf(old, { server: { ...server, isNewer: undefined } })[0]).toBe('untried');
  });

  it('believes the headers more, and tells an end that has passed', () => {
    expect(stateOf(old, { announced: { since: '2026-06-10', until: '2026-08-01' } })[0]).toBe('past');
    expect(stateOf(facts, { seen: 'works', announced: { since: '2026-07-01' } })).toEqual([
      'going',
      'Deprecated since 1 Jul 2026',
      '',
    ]);
  });

  it('says what is missing, by what came back before what is known beforehand', () => {
    const newer = { ...facts, since: '1.219' };
    expect(stateOf(newer, { server: { ...server, isNewer: false } })).toEqual(['absent', 'Came with 1.219', '']);
    expect(stateOf(newer, { seen: 'works', server: { ...server, isNewer: false } })[0]).toBe('works');
    expect(stateOf(old, { seen: 'absent' })[0]).toBe('absent');
  });

  it('tells a licence from a switch and from a session', () => {
    expect(stateOf({ ...facts, needs: 'licence' })[0]).toBe('licence');
    expect(stateOf({ ...facts, needs: 'licence' }, { server: { ...server, hasLicence: undefined } })[0]).toBe(
      'untried',
    );
    expect(stateOf(facts, { seen: 'licence' })[0]).toBe('licence');
    expect(stateOf(facts, { seen: 'switched-off' })[0]).toBe('switched-off');
    expect(stateOf({ ...facts, isSessionOnly: true })[0]).toBe('untried');
    expect(stateOf({ ...facts, isSessionOnly: true }, { server: { ...server, me: { credential: 'token' } } })[0]).toBe(
      'session',
    );
  });
});

it('the console leans on what it has used and is about to go', () => {
  const used = reportOn(old, { ...nothing, seen: 'works' }, TODAY);
  expect(
    leanedOn([used, reportOn(old, nothing, TODAY), reportOn(facts, { ...nothing, seen: 'works' }, TODAY)]),
  ).toEqual([used]);
});

it('is passed on as plain text', () => {
  expect(serverAsText([['Version', '1.219.0']], [reportOn(old, { ...nothing, seen: 'works' }, TODAY)])).toBe(
    'Version: 1.219.0\n\nGET /a · About to go · Deprecated since 10 Jun 2026, until 10 Sept 2026 · see GET /b',
  );
  expect(new Set(OPERATION_STATES).size).toBe(8);
});

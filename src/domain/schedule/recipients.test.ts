import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { domainOf, isExternal, replaceTarget, targetKey, unreachedBy, writtenKey } from './recipients';
import { maskWebhook } from '../../lib/webhook';
import type { Target, TargetResult } from './types';

const email = (recipient: string, uuid = recipient): Target => ({ kind: 'email', uuid, recipient });
const slack: Target = { kind: 'slack', channel: 'C012345' };

describe('unreachedBy', () => {
  const failed = (kind: TargetResult['kind'], target: string | null): TargetResult => ({
    jobId: 'j',
    task: 't',
    kind,
    target,
    status: 'error',
    error: 'x',
  });
  const targets = [email('Ana@shop.example'), email('bo@shop.example'), slack];

  it('marks those that the log names, and the only one of a kind that it does not', () => {
    const results = [failed('email', 'ana@shop.example'), failed('slack', null)];
    expect([...unreachedBy({ results }, targets)]).toEqual([
      ['email ana@shop.example', results[0]],
      [targetKey(slack), results[1]],
    ]);
  });

  it('marks nobody where it cannot be told whom', () => {
    expect(unreachedBy({ results: [failed('email', null), failed('email', 'gone@shop.example')] }, targets).size).toBe(
      0,
    );
    expect(unreachedBy({ results: [{ ...failed('slack', 'C012345'), status: 'completed' }] }, targets).size).toBe(0);
  });
});

describe('isExternal', () => {
  it.each([
    ['ana@shop.example', false],
    ['ANA@Shop.Example ', false],
    ['ana@shop.example.evil.example', true],
    ['ana@sub.shop.example', true],
    ['ana@evilshop.example', true],
    ['ana', false],
    ['', false],
  ])('%j → %s', (address, expected) => {
    expect(isExternal(address, ['@Shop.example', 'other.example'])).toBe(expected);
  });

  it('knows nothing without domains', () => {
    expect(isExternal('ana@shop.example', null)).toBe(false);
    expect(isExternal('ana@shop.example', [])).toBe(false);
  });

  it('reads the domain', () => {
    expect(domainOf(' Ana@Shop.Example')).toBe('shop.example');
    expect(domainOf('ana@')).toBeNull();
  });
});

const replaceRecipient = <T extends object>(targets: readonly T[], from: string, to: string): T[] =>
  replaceTarget(targets, { kind: 'email', from: writtenKey('email', from), to });

describe('replaceTarget', () => {
  it('replaces in place, whatever the case, and leaves the rest', () => {
    const targets = [slack, email('Old@shop.example', '1'), email('bo@shop.example')];
    expect(replaceRecipient(targets, 'old@shop.example', ' New@shop.example')).toEqual([
      slack,
      email('new@shop.example', '1'),
      email('bo@shop.example'),
    ]);
  });

  it('names nobody twice', () => {
    const targets = [email('old@shop.example'), email('new@shop.example'), email('OLD@shop.example', '2')];
    expect(replaceRecipient(targets, 'old@shop.example', 'new@shop.example')).toEqual([email('new@shop.example')]);
    expect(replaceRecipient([email('a@x.io', '1'), email('A@x.io', '2')], 'a@x.io', 'b@x.io')).toEqual([
      email('b@x.io', '1'),
    ]);
  });

  it('takes targets as the API has them', () => {
    const wire = [{ schedulerEmailTargetUuid: '1', recipient: 'a@x.io' }, { webhook: 'https://t.example/1' }];
    expect(replaceRecipient(wire, 'a@x.io', 'b@x.io')).toEqual([{ ...wire[0], recipient: 'b@x.io' }, wire[1]]);
  });

  it('replaces Slack channels, and Teams webhooks by their mask, with the whole new one', () => {
    const [old, other] = ['https://teams.example/1', 'https://teams.example/2'];
    const wire = [{ channel: 'C1' }, { schedulerMsTeamsTargetUuid: '1', webhook: old }, { recipient: 'C1' }];
    expect(replaceTarget(wire, { kind: 'slack', from: 'C1', to: ' C2 ' })).toEqual([
      { channel: 'C2' },
      wire[1],
      wire[2],
    ]);
    const from = maskWebhook(old);
    expect(replaceTarget(wire, { kind: 'msteams', from, to: other })).toEqual([
      wire[0],
      { schedulerMsTeamsTargetUuid: '1', webhook: other },
      wire[2],
    ]);
    expect(replaceTarget([{ webhook: other }, { webhook: old }], { kind: 'msteams', from, to: other })).toEqual([
      { webhook: other },
    ]);
  });

  it('never adds, and changes nothing for nobody', () => {
    const address = fc.constantFrom('a@x.io', 'B@x.io', 'b@x.io', 'c@x.io');
    fc.assert(
      fc.property(fc.array(address.map((to) => email(to))), address, address, (targets, from, to) => {
        const before = structuredClone(targets);
        const after = replaceRecipient(targets, from, to);
        expect(targets).toEqual(before);
        expect(after.length).toBeLessThanOrEqual(targets.length);
        if (from.toLowerCase() === to.toLowerCase()) expect(after).toEqual(targets);
        else expect(after).not.toContainEqual(email(from));
      }),
    );
  });
});

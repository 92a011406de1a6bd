import { expect, it } from 'vitest';
import type { TargetEdit } from '#/data/scheduler-update';
import type { Target } from '#/domain/schedule/types';
import { maskWebhook } from '#/lib/webhook';
import { isAmong } from './target-input';

const HOOK = 'https://teams.example.com/hook/1';
const stored: Target[] = [{ kind: 'msteams', uuid: 't3', masked: maskWebhook(HOOK) }];

it.each<[what: string, targets: TargetEdit[], target: TargetEdit, isThere: boolean]>([
  [
    'an address in another case',
    [{ kind: 'email', recipient: 'Ana@a.example' }],
    { kind: 'email', recipient: 'ana@a.example' },
    true,
  ],
  ['another channel', [{ kind: 'slack', channel: 'C1' }], { kind: 'slack', channel: 'C2' }, false],
  ['a webhook that is stored', [{ kind: 'msteams', uuid: 't3' }], { kind: 'msteams', webhook: HOOK }, true],
  ['one that was just removed', [], { kind: 'msteams', webhook: HOOK }, false],
  ['one that was just added', [{ kind: 'msteams', webhook: HOOK }], { kind: 'msteams', webhook: HOOK }, true],
  ['another webhook', [{ kind: 'msteams', uuid: 't3' }], { kind: 'msteams', webhook: `${HOOK}2` }, false],
])('finds out of %s whether it is there already', (_, targets, target, isThere) => {
  expect(isAmong(target, targets, stored)).toBe(isThere);
});

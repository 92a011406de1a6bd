import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkAdminsRemain, maxParallel, orderRoleChanges, type RoleChange } from './bulk';
import { MEMBER_STATUSES } from './members';
import { isPromotion, ORGANIZATION_ROLES } from './roles';

const role = fc.constantFrom(...ORGANIZATION_ROLES);
const change: fc.Arbitrary<RoleChange> = fc.record({ userUuid: fc.uuid(), from: role, to: role });
const uuids = (changes: RoleChange[]) => changes.map(({ userUuid }) => userUuid);

const down = (userUuid: string): RoleChange => ({ userUuid, from: 'admin', to: 'viewer' });

describe('orderRoleChanges', () => {
  it('promotes first and demotes admins last', () => {
    const { parallel, serial } = orderRoleChanges(
      [
        { userUuid: 'self', from: 'admin', to: 'viewer' },
        { userUuid: 'down', from: 'editor', to: 'viewer' },
        { userUuid: 'out', from: 'admin', to: 'editor' },
        { userUuid: 'same', from: 'admin', to: 'admin' },
        { userUuid: 'up', from: 'viewer', to: 'admin' },
      ],
      'self',
    );
    expect(uuids(parallel)).toEqual(['up', 'down']);
    expect(uuids(serial)).toEqual(['out', 'self']);
  });

  it('keeps every change that changes something, once', () => {
    fc.assert(
      fc.property(fc.array(change), (changes) => {
        const { parallel, serial } = orderRoleChanges(changes);
        expect(new Set([...parallel, ...serial])).toEqual(new Set(changes.filter(({ from, to }) => from !== to)));
        expect(serial.every(({ from, to }) => from === 'admin' && to !== 'admin')).toBe(true);
        expect(parallel.every(({ from }) => from !== 'admin')).toBe(true);
        const firstDemotion = parallel.findIndex(({ from, to }) => !isPromotion(from, to));
        const after = firstDemotion < 0 ? [] : parallel.slice(firstDemotion);
        expect(after.some(({ from, to }) => isPromotion(from, to))).toBe(false);
      }),
    );
  });

  it('writes a few at a time', () => {
    expect(maxParallel).toBe(6);
  });
});

describe('checkAdminsRemain', () => {
  const ana = { userUuid: 'ana', role: 'admin', status: 'active' } as const;
  const bo = { userUuid: 'bo', role: 'admin', status: 'active' } as const;
  const cy = { userUuid: 'cy', role: 'viewer', status: 'active' } as const;
  const refused = { reason: expect.stringMatching(/^Nobody would be left as an admin\./) };

  it('keeps one admin', () => {
    expect(checkAdminsRemain([ana, bo, cy], [down('ana')])).toBe(true);
    expect(checkAdminsRemain([ana, bo, cy], [down('ana'), down('bo')])).toEqual(refused);
    expect(checkAdminsRemain([ana, bo, cy], [])).toBe(true);
  });

  it('counts those who become admins, if they can sign in', () => {
    const up: RoleChange = { userUuid: 'cy', from: 'viewer', to: 'admin' };
    expect(checkAdminsRemain([ana, cy], [down('ana'), up])).toBe(true);
    expect(checkAdminsRemain([ana, { ...cy, status: 'pending' }], [down('ana'), up])).toEqual(refused);
    expect(checkAdminsRemain([ana, { ...bo, status: 'deactivated' }], [down('ana')])).toEqual(refused);
  });

  it('has no say where no admin is demoted', () => {
    expect(checkAdminsRemain([], [{ userUuid: 'cy', from: 'viewer', to: 'editor' }])).toBe(true);
  });

  it('holds in every order that orderRoleChanges allows', () => {
    const member = fc.record({ role, status: fc.constantFrom(...MEMBER_STATUSES), to: fc.option(role) });
    fc.assert(
      fc.property(fc.array(member, { maxLength: 6 }), (people) => {
        const members = people.map((each, i) => ({ ...each, userUuid: `${i}` }));
        const changes = members.flatMap(({ userUuid, role: from, to }) => (to ? [{ userUuid, from, to }] : []));
        fc.pre(members.some((each) => each.role === 'admin' && each.status === 'active'));
        if (checkAdminsRemain(members, changes) !== true) return;
        const roles = new Map(members.map((each) => [each.userUuid, each.role]));
        const { parallel, serial } = orderRoleChanges(changes);
        for (const { userUuid, to } of [...parallel, ...serial]) {
          roles.set(userUuid, to);
          expect(members.some((each) => roles.get(each.userUuid) === 'admin' && each.status === 'active')).toBe(true);
        }
      }),
    );
  });
});

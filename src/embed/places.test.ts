import { describe, expect, it, vi } from 'vitest';
import { createPlaces } from './places';

const begin = (first: string | null = '/members') => {
  const tell = vi.fn<(path: string, replace: boolean) => void>();
  const places = createPlaces(first, tell);
  if (first !== null) places.reached(first, false);
  return { tell, ...places };
};

describe('places', () => {
  it('tells a step of the person as a step', () => {
    const { tell, reached } = begin();
    reached('/groups', false);
    expect(tell.mock.calls).toEqual([['/groups', false]]);
  });

  it('tells a changed filter as none', () => {
    const { tell, reached } = begin();
    reached('/members?role=admin', true);
    expect(tell.mock.calls).toEqual([['/members?role=admin', true]]);
  });

  it('does not tell back what the portal has asked', () => {
    const { tell, ask, reached } = begin();
    expect(ask('/groups', 'nothing')).toBe(true);
    reached('/groups', false);
    expect(tell).not.toHaveBeenCalled();
  });

  it('does not go where it is', () => {
    const { tell, ask } = begin();
    expect(ask('/members', 'nothing')).toBe(false);
    expect(tell).not.toHaveBeenCalled();
  });

  it('makes no second step of being sent on from where the portal wanted to be', () => {
    const { tell, ask, reached } = begin();
    ask('/', 'nothing');
    reached('/overview', false);
    reached('/groups', false);
    expect(tell.mock.calls).toEqual([
      ['/overview', true],
      ['/groups', false],
    ]);
  });

  it('makes no step of where the console begins by itself', () => {
    const { tell, reached } = begin(null);
    reached('/overview', false);
    expect(tell.mock.calls).toEqual([['/overview', true]]);
  });

  it('has the address stay while the person is asked, and follow when they go', () => {
    const { tell, ask, reached } = begin();
    expect(ask('/groups', 'unsaved')).toBe(true);
    expect(tell.mock.calls).toEqual([['/members', false]]);
    reached('/groups', false);
    expect(tell.mock.calls).toEqual([
      ['/members', false],
      ['/groups', false],
    ]);
  });
});

import { act, renderHook } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { useFields } from './useFields';

const open = () =>
  renderHook(() =>
    useFields({ name: '', email: 'ana@example.com' }, ({ name }) => ({ name: name === '' ? 'Enter a name.' : null })),
  ).result;

describe('useFields', () => {
  it('says what is wrong at the field once it was typed, and why the form cannot be sent from the start', () => {
    const form = open();
    expect(form.current.problem).toBe('Enter a name.');
    expect(form.current.field('name').error).toBeNull();
    act(() => form.current.field('name').onChange('Ana'));
    expect(form.current.problem).toBeUndefined();
    act(() => form.current.field('name').onChange(''));
    expect(form.current.field('name').error).toBe('Enter a name.');
  });

  it('shows what the server says at its field until that is typed anew, and keeps what was entered', () => {
    const form = open();
    act(() => form.current.field('name').onChange('Ana'));
    let isMarked = false;
    act(() => {
      isMarked = form.current.mark({ email: 'Taken already.' });
    });
    expect(isMarked).toBe(true);
    expect(form.current.field('email').error).toBe('Taken already.');
    expect(form.current.values).toEqual({ name: 'Ana', email: 'ana@example.com' });
    act(() => form.current.field('email').onChange('bo@example.com'));
    expect(form.current.field('email').error).toBeNull();
  });

  it('does not take what the server says of a field that the form does not have', () => {
    const form = open();
    act(() => expect(form.current.mark({ other: 'Wrong.' })).toBe(false));
  });
});

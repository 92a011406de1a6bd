import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editableProblems, factsOf, identity, type IdentityParts } from './identity';

describe('identity', () => {
  it.each([
    [{ names: ['Ana', 'Lovelace'], userName: 'ana', email: 'ana@x.example' }, 'Ana Lovelace'],
    [{ names: [' ', null, undefined, 'Ana '], userName: 'ana' }, 'Ana'],
    [{ names: [''], userName: 'ana', email: 'ana@x.example' }, 'ana'],
    [{ userName: ' ', email: 'ana@x.example' }, 'ana@x.example'],
    [{}, 'Unnamed'],
  ])('has a name: %j', (parts, name) => {
    expect(identity(parts).name).toBe(name);
  });

  it('makes the best of what breaks its promise', () => {
    const odd = {
      names: [5, {}, 'Ana'],
      userName: [],
      email: true,
      avatarUrl: 1,
      organizations: [null, { name: 5 }],
    } as unknown as IdentityParts;
    expect(identity(odd)).toMatchObject({
      name: 'Ana',
      userName: null,
      email: null,
      avatarUrl: null,
      organizations: [{ name: 'Unnamed' }, { name: 'Unnamed' }],
    });
  });

  it('counts empty texts as absent', () => {
    expect(
      identity({ email: ' ', userName: '', avatarUrl: '', organizations: [{}, { name: 'Jaffle', detail: ' ' }] }),
    ).toEqual({
      name: 'Unnamed',
      email: null,
      userName: null,
      avatarUrl: null,
      organizations: [
        { name: 'Unnamed', detail: null },
        { name: 'Jaffle', detail: null },
      ],
      note: null,
    });
  });
});

describe('factsOf', () => {
  it('puts keys of any spelling into words, and nested parts with the way to them', () => {
    expect(
      factsOf({
        first_name: 'Ana',
        UserType: 1,
        is_active: true,
        is_superuser: false,
        company: null,
        organizations: [{ sub_domain: 'jaffle' }, { sub_domain: '' }],
      }),
    ).toEqual([
      { label: 'First name', value: 'Ana' },
      { label: 'User type', value: '1' },
      { label: 'Is active', value: 'Yes' },
      { label: 'Is superuser', value: 'No' },
      { label: 'Company', value: 'Not set' },
      { label: 'Organizations 1 · Sub domain', value: 'jaffle' },
      { label: 'Organizations 2 · Sub domain', value: 'Not set' },
    ]);
  });

  it('leaves secrets out, and keeps the name of a token', () => {
    const facts = factsOf({
      password: 'x',
      password_expired: true,
      Metadata: { clientSecret: 'x', api_token: 'x' },
      api_token_id: 'tok_1',
    });
    expect(facts).toEqual([{ label: 'API token ID', value: 'tok_1' }]);
  });

  it('ends somewhere, and has nothing to say of what is no record', () => {
    expect(factsOf({ a: { b: { c: { d: { e: 1 } } } } })).toEqual([{ label: 'A · B · C · D', value: '…' }]);
    for (const nothing of ['text', 5, null, undefined]) expect(factsOf(nothing)).toEqual([]);
    fc.assert(
      fc.property(fc.jsonValue(), (value) => factsOf(value).every((fact) => fact.label !== '' && fact.value !== '')),
    );
  });
});

describe('editableProblems', () => {
  const good = {
    name: '',
    username: 'ana_b-c@x.example',
    email: '',
    company: 'x'.repeat(50),
    job_title: '',
    avatar_url: 'https://x.example/a.png',
  };

  it('finds nothing wrong with what the API takes', () => {
    expect(editableProblems(good, good)).toEqual({});
    expect(editableProblems({ ...good, name: '😀'.repeat(50), avatar_url: '' }, good)).toEqual({});
  });

  it.each([
    [{ username: '' }, { username: 'Enter a user name.' }],
    [{ username: 'ana b' }, { username: 'Only letters A to Z, digits and _ - @ . are allowed.' }],
    [{ username: 'anä' }, { username: 'Only letters A to Z, digits and _ - @ . are allowed.' }],
    [{ company: 'x'.repeat(51) }, { company: 'At most 50 characters; these are 51.' }],
    [{ email: 'ana' }, { email: 'This is not an e-mail address.' }],
    [{ avatar_url: 'javascript:alert(1)' }, { avatar_url: 'Enter an address that begins with https://.' }],
  ])('says what is wrong: %j', (change, problems) => {
    expect(editableProblems({ ...good, ...change }, good)).toEqual(problems);
  });

  it('does not let an address be taken away: the API would leave it', () => {
    expect(editableProblems(good, { ...good, email: 'ana@x.example' })).toEqual({
      email: 'An address can be changed, not taken away.',
    });
  });
});

import { describe, expect, it } from 'vitest';
import { hostGuards, isHello, isWelcome, newNonce, PROTOCOL, PROTOCOL_VERSION } from './protocol';

const hello = { protocol: PROTOCOL, version: PROTOCOL_VERSION, nonce: newNonce() };
const settings = { path: '/members', theme: 'dark', language: 'pt-BR' };

describe('the handshake', () => {
  it('knows its own', () => {
    expect(isHello(hello)).toBe(true);
    expect(isWelcome({ ...hello, settings })).toBe(true);
    expect(isWelcome({ ...hello, settings: { ...settings, path: null } })).toBe(true);
  });

  it.each<[string, unknown]>([
    ['nothing', null],
    ['a text', PROTOCOL],
    ['another protocol', { ...hello, protocol: 'penpal' }],
    ['no version', { ...hello, version: undefined }],
    ['no nonce', { ...hello, nonce: undefined }],
    ['an empty nonce', { ...hello, nonce: '' }],
  ])('refuses %s as a hello', (_name, data) => expect(isHello(data)).toBe(false));

  it.each<[string, unknown]>([
    ['a hello', hello],
    ['settings that are no object', { ...hello, settings: 'dark' }],
    ['a path to elsewhere', { ...hello, settings: { ...settings, path: '//example.com' } }],
    ['no path', { ...hello, settings: { theme: 'dark', language: 'en' } }],
    ['a theme there is not', { ...hello, settings: { ...settings, theme: 'blue' } }],
    ['a language there is not', { ...hello, settings: { ...settings, language: '' } }],
  ])('refuses %s as a welcome', (_name, data) => expect(isWelcome(data)).toBe(false));

  it('has a name of its own each time', () => expect(newNonce()).not.toBe(newNonce()));
});

describe('calls of the portal', () => {
  it.each<[keyof typeof hostGuards, unknown[], boolean]>([
    ['getToken', [{ reason: 'initial' }], true],
    ['getToken', [{ reason: 'rejected', tokenId: '1' }], true],
    ['getToken', [{ reason: 'because' }], false],
    ['getToken', [{ reason: 'initial', tokenId: 7 }], false],
    ['getToken', [], false],
    ['onNavigate', ['/members', true], true],
    ['onNavigate', ['/members'], false],
    ['onNavigate', ['https://example.com/', false], false],
    ['onResize', [640], true],
    ['onResize', [-1], false],
    ['onResize', [Number.NaN], false],
    ['onEvent', [{ type: 'signed-in' }], true],
    ['onEvent', ['signed-in'], false],
    ['onEvent', [{ type: 'signed-in', who: { name: 'Ana' } }], false],
    ['onEvent', [{ type: 'signed-in', big: 1n }], false],
    ['onEvent', [{ type: 'signed-in', all: 'x'.repeat(3_000) }], false],
    ['confirmLeave', ['unsaved'], true],
    ['confirmLeave', ['maybe'], false],
  ])('%s, case %#', (name, args, fits) => expect(hostGuards[name].args(args)).toBe(fits));
});

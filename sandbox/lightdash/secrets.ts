import { createHash, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify<string, Buffer, number, { N: number; r: number; p: number }, Buffer>(scrypt);
// A demo's passwords are published: the cost is modest, the habit (never store a password) is kept.
const COST = { N: 2 ** 12, r: 8, p: 1 };
const KEY_LENGTH = 32;

/** A salted hash, as `salt:key`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, KEY_LENGTH, COST);
  return `${salt.toString('hex')}:${key.toString('hex')}`;
}

/** Whether the password is the one of the hash. */
export async function verifyPassword(password: string, hash: string): Promise<boolean> {
  const [salt = '', key = ''] = hash.split(':');
  const derived = await derive(password, Buffer.from(salt, 'hex'), KEY_LENGTH, COST);
  return timingSafeEqual(derived, Buffer.from(key, 'hex'));
}

/** A fresh personal access token. */
export function newToken(): string {
  return `ldpat_${randomBytes(16).toString('hex')}`;
}

/** A fresh session id, and the shape of an invitation's code. */
export function newSecret(): string {
  return randomBytes(24).toString('base64url');
}

/** Ten small letters and digits that make a slug unique. */
export function newSuffix(): string {
  return randomBytes(10).reduce((text, byte) => text + (byte % 36).toString(36), '');
}

/** How tokens and session ids are stored and looked up: they are long and random, so a plain digest will do. */
export function digest(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

/** What both ways of embedding the console have in common: what a host hands in, and what it hears. */
export type { GetToken, HostToken, TokenReason } from '#/api/core/host';
export type { ConsoleEvent } from '#/app/host';
export type { Theme } from '#/app/schemes';
export type { Pending } from '#/app/start';

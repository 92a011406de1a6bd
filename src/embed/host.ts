export type Theme = 'light' | 'dark' | 'auto';
export type Pending = 'nothing' | 'unsaved' | 'running';
export type TokenReason = 'initial' | 'expiring' | 'rejected';
export type HostToken = { token: string; scheme: 'ApiKey' | 'Bearer'; expiresAt: number | null; tokenId: string };
export type GetToken = (asked: { reason: TokenReason; tokenId?: string }) => Promise<HostToken>;
export type ConsoleEvent = { type: string };

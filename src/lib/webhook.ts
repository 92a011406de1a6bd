/**
 * What may be shown of a webhook, whose address is the key to its channel: the host and a mark that tells two of them apart,
 * "teams.example.com, 3f2a". The same webhook has the same mark, so that log and target can be matched.
 */
export function maskWebhook(webhook: string): string {
  const host = /^https?:\/\/(?:[^/@\s]*@)?([\w.-]+)/i.exec(webhook)?.[1]?.toLowerCase();
  let hash = 0x811c9dc5;
  for (const letter of webhook.trim()) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return `${host ?? 'Webhook'}, ${((hash ^ (hash >>> 16)) & 0xffff).toString(16).padStart(4, '0')}`;
}

import { describe, expect, it } from 'vitest';
import { maskWebhook } from './webhook';

describe('maskWebhook', () => {
  it('shows the host and a mark that is the same for the same webhook', () => {
    const masked = maskWebhook('https://teams.example.test/webhook/765342');
    expect(masked).toMatch(/^teams\.example\.test, [\da-f]{4}$/);
    expect(maskWebhook('https://teams.example.test/webhook/765342')).toBe(masked);
    expect(maskWebhook('https://teams.example.test/webhook/765343')).not.toBe(masked);
    expect(maskWebhook('https://user:pass@teams.example.test/x')).not.toContain('pass');
    expect(maskWebhook('secret')).toMatch(/^Webhook, [\da-f]{4}$/);
  });
});

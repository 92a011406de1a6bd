import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readSettings } from '../server/config';
import { GRACE_MS } from '../server/stop';
import { IMAGE_ENV, KNOWN_VARIABLES, read } from './test-support';

interface Service {
  image?: string;
  environment?: Record<string, string>;
  ports?: string[];
  volumes?: string[];
  healthcheck?: unknown;
  read_only?: boolean;
  stop_grace_period?: string;
  depends_on?: Record<string, { condition: string }>;
}

describe('compose.yaml', () => {
  const { services } = parse(read('compose.yaml')) as { services: Record<string, Service> };
  const own = services.console ?? {};

  it('sets only variables that the server reads, to values that it takes', () => {
    expect(Object.keys(own.environment ?? {}).filter((name) => !KNOWN_VARIABLES.has(name))).toEqual([]);
    expect(own.environment).toHaveProperty('EMBED_ORIGINS', '${EMBED_ORIGINS:-}');
    expect(readSettings({ ...IMAGE_ENV, ...own.environment, EMBED_ORIGINS: '' }).lightdashUrl?.origin).toBe(
      'http://lightdash:8080',
    );
  });

  it('opens ports on this machine only, the console’s among them', () => {
    const ports = Object.values(services).flatMap((service) => service.ports ?? []);
    expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
    expect(own.ports).toEqual([`127.0.0.1:${IMAGE_ENV.PORT}:${IMAGE_ENV.PORT}`]);
  });

  it('waits for what is healthy, and pins what it takes from elsewhere', () => {
    for (const { depends_on: needs = {} } of Object.values(services)) {
      for (const [name, { condition }] of Object.entries(needs)) {
        expect(condition).toBe('service_healthy');
        expect(services[name]?.healthcheck).toBeDefined();
      }
    }
    const images = Object.values(services).map((service) => service.image ?? '');
    // A whole version, which nobody moves: `pg16` alone is another image each month.
    const WHOLE = /:(\$\{[A-Z_]+:-)?(\d+\.\d+\.\d+|RELEASE\.\d{4}-\d\d-\d\dT)/;
    expect(images.filter((name) => name !== 'lightdash-console' && !WHOLE.test(name))).toEqual([]);
  });

  it('gives the server the time that it takes to stop, and nothing to write to but /tmp and the kept assets', () => {
    expect(own.read_only).toBe(true);
    expect(own.volumes).toEqual([`kept:${own.environment?.KEEP_ASSETS_DIR}`]);
    expect(Number.parseInt(own.stop_grace_period ?? '', 10) * 1_000).toBeGreaterThan(GRACE_MS);
  });
});

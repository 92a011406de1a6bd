import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { createSecureServer } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A certificate of its own for each run; nobody has to trust it but a browser that is told to trust all. */
const certificate = () => {
  const folder = mkdtempSync(join(tmpdir(), 'lightdash-console-bench-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const made = ['-nodes', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-subj', '/CN=127.0.0.1'];
  execFileSync('openssl', ['req', '-x509', '-days', '1', ...made, '-keyout', key, '-out', cert], { stdio: 'ignore' });
  const pair = { key: readFileSync(key), cert: readFileSync(cert) };
  rmSync(folder, { recursive: true });
  return pair;
};

/** What belongs to one connection, which HTTP/2 does not have (RFC 9113, 8.2.2). */
const HOPS = new Set(['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'proxy-connection']);

/** Serves an origin over HTTP/2. Needs openssl. Out: where, and how to end it. */
export const serveHttp2 = async (behind: string): Promise<{ origin: string; close: () => void }> => {
  const server = createSecureServer(certificate(), (asked, answer) => {
    const { authority, method, url } = asked;
    const headers = Object.entries(asked.headers).filter(([name]) => !name.startsWith(':'));
    const onward = request(behind + url, { method, headers: { ...Object.fromEntries(headers), host: authority } });
    onward.on('response', (got) => {
      const kept = Object.entries(got.headers).filter(([name]) => !HOPS.has(name));
      answer.writeHead(got.statusCode ?? 502, Object.fromEntries(kept));
      got.pipe(answer.stream);
    });
    onward.on('error', () => answer.stream.close());
    asked.stream.pipe(onward);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const sessions = new Set<{ destroy: () => void }>();
  server.on('session', (session) => sessions.add(session));
  return {
    origin: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      for (const session of sessions) session.destroy();
      server.close();
    },
  };
};

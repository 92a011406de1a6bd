import { Agent, request } from 'node:http';

/** A load of calls over kept connections, each connection sending its next call when the last one has been answered. */

interface Call {
  port: number;
  path: string;
  method?: string;
  headers?: Record<string, string>;
  body?: string;
}

interface Answer {
  status: number;
  text: string;
  headers: Record<string, string | string[] | undefined>;
}

/** One call. Rejects when no answer came, or not all of it. */
export function call(agent: Agent, { port, path, method = 'GET', headers = {}, body }: Call): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ agent, host: '127.0.0.1', port, path, method, headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (chunk: string) => (text += chunk));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text, headers: answer.headers }));
      answer.on('error', reject);
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** The milliseconds of each of `count` calls, one after the other, over one connection. */
export async function timeCalls(to: Call, count: number): Promise<number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const times: number[] = [];
  for (let sent = 0; sent < count; sent += 1) {
    const start = performance.now();
    const { status } = await call(agent, to);
    times.push(performance.now() - start);
    if (status !== 200) throw new Error(`${to.path} answered ${status}.`);
  }
  agent.destroy();
  return times;
}

/** Makes `count` calls over a number of connections; throws at the first that is not answered with 200. */
export async function makeCalls(make: (n: number) => Call, count: number, lanes: number): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: lanes });
  let next = 0;
  const lane = async () => {
    while (next < count) {
      const to = make(next++);
      const { status } = await call(agent, to);
      if (status !== 200) throw new Error(`${to.method ?? 'GET'} ${to.path} answered ${status}.`);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  agent.destroy();
}

import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';

/**
 * Keeps connections to the upstream for the next call. One on which the upstream speaks though nobody has asked is given up: the
 * next call would take what it says for its own answer, which may be meant for somebody else (response queue poisoning).
 */
export function createUpstreamAgent(isHttps: boolean, maxSockets: number): HttpAgent {
  const agent = new (isHttps ? HttpsAgent : HttpAgent)({ keepAlive: true, maxSockets, scheduling: 'lifo' });
  const keep = agent.keepSocketAlive.bind(agent);
  const reuse = agent.reuseSocket.bind(agent);
  function giveUp(this: { destroy(): void }): void {
    this.destroy();
  }
  agent.keepSocketAlive = (socket) => {
    socket.on('data', giveUp);
    // oxlint-disable-next-line typescript/no-confusing-void-expression -- its type hides that it says whether the socket is kept
    return keep(socket);
  };
  agent.reuseSocket = (socket, request) => {
    socket.off('data', giveUp);
    reuse(socket, request);
  };
  return agent;
}

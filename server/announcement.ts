import type { Settings } from './config';

/** One line for the terminal: where the console is, and how to sign in. */
export function announcement({ host, port, lightdashUrl }: Pick<Settings, 'host' | 'port' | 'lightdashUrl'>): string {
  const where = `Lightdash Console on ${address(host, port)}`;
  return lightdashUrl
    ? `${where}, in front of ${lightdashUrl.origin} — sign in with your Lightdash account.`
    : `${where} — sign in with demo@lightdash.com / demo_password! or pick a demo person.`;
}

/** An address that can be opened: "every network" is shown as this machine. */
function address(host: string, port: number): string {
  if (host === '0.0.0.0' || host === '::') return `http://localhost:${port}`;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

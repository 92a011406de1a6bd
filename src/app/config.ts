/**
 * What the console is told when it starts, by the server, in a JSON block of index.html or, where there is none
 * (`npm run dev`, static hosting), in `/config.json`. No secrets. The server's side of it: server/config.ts.
 */
export type RuntimeConfig = {
  /** `sandbox` has demo identities; `lightdash` is a real server behind our proxy. */
  backend: 'sandbox' | 'lightdash';
  /** Where Lightdash's own pages are, for links to them; null in the sandbox. */
  lightdashUrl: string | null;
  version: string;
};

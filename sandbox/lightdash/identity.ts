import type { organizations, users } from '../db/schema';
import type { LightdashError, PlainError } from './errors';

export type User = typeof users.$inferSelect;
export type Organization = typeof organizations.$inferSelect;

export type Caller = {
  user: User;
  organization: Organization;
  /** `tokenCreatedAt`: GET /user shows it as the person's own date. */
  credential:
    | { type: 'session' }
    | { type: 'pat'; tokenCreatedAt: string }
    | { type: 'oauth'; token: string; scopes: string[] };
  /**
   * What the custom role of the organization allows, if the person has one (1.219). Then the role itself is a placeholder.
   */
  customScopes: readonly string[] | null;
  /** The credential as sent: GET /user/account repeats it, as Lightdash does. */
  source: string;
};

/** Who calls, or why nobody does. A refused caller may still be known: faults find the organization by it. */
export type Identity = { caller?: Caller; refusal?: LightdashError | PlainError };

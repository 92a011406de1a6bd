/**
 * What Lightdash 0.2110.12 answers when things go wrong, one entry for each recorded error of an operation that the sandbox
 * has. Kept here so that the project needs nothing else; a test compares it with the recordings where they are at hand.
 *
 * Words in braces stand for something in an organization of a test (see recorded-errors.test.ts).
 */
import { ACCOUNT_ERRORS } from './account';
import { ATTRIBUTE_ERRORS } from './attributes';
import { CONTENT_ERRORS } from './content';
import { ORGANIZATION_ERRORS } from './organization';
import { PROJECT_ERRORS } from './projects';
import { SCHEDULER_ERRORS } from './schedulers';
import { SETTINGS_ERRORS } from './settings';
import type { RecordedError } from './shape';
import { SPACE_ERRORS } from './spaces';

export type { Credential, RecordedRequest } from './shape';

export const RECORDED_ERRORS: readonly RecordedError[] = [
  ...ACCOUNT_ERRORS,
  ...ORGANIZATION_ERRORS,
  ...ATTRIBUTE_ERRORS,
  ...PROJECT_ERRORS,
  ...SPACE_ERRORS,
  ...CONTENT_ERRORS,
  ...SCHEDULER_ERRORS,
  ...SETTINGS_ERRORS,
];

import type { OrganizationSettings } from '#/data/settings';
import { count, grouped, listOf } from '#/lib/text';

/** One setting of the organization: what it is called, what it does, and how its value is said. */
export type Setting = {
  name: keyof OrganizationSettings;
  title: string;
  about: string;
  kind: 'switch' | 'hours' | 'origins' | 'limit';
  /** What follows for people when it is switched on or widened. */
  warning?: string;
  /** The setting whose value counts where this one has none. */
  general?: keyof OrganizationSettings;
};

const EXPIRY = 'scheduledDeliveryExpirationSeconds';
const expiry = (channel: 'Email' | 'Slack' | 'MsTeams' | 'GoogleChat', called: string): Setting => ({
  name: `${EXPIRY}${channel}`,
  title: `Links in ${called}`,
  about: `The same for deliveries to ${called}.`,
  kind: 'hours',
  general: EXPIRY,
});

/** The settings of an organization since 1.219, in the order in which they are shown. */
export const SETTINGS: readonly Setting[] = [
  {
    name: 'oidcLinkingEnabled',
    title: 'Link single sign-ons',
    about: 'The same e-mail at another provider signs in as the same person.',
    kind: 'switch',
    warning: 'Whoever controls an address at any of the providers signs in as the person who has it here.',
  },
  {
    name: 'oidcToEmailLinkingEnabled',
    title: 'Link single sign-on and password',
    about: 'A verified e-mail at a provider signs in as the person who has a password here.',
    kind: 'switch',
    warning:
      'Whoever controls the address at a provider signs in as the person who has it here, without their password.',
  },
  {
    name: 'supportImpersonationEnabled',
    title: 'Support may impersonate people',
    about: 'Lightdash’s support staff may act as anybody here while they help.',
    kind: 'switch',
    warning: 'Support staff see and change what the people they act as can see and change.',
  },
  {
    name: 'semanticLayerPgwireEnabled',
    title: 'Semantic layer as a database',
    about: 'Other tools query metrics as if Lightdash were a Postgres database.',
    kind: 'switch',
    warning: 'Whoever has a token reads there what they can query here.',
  },
  {
    name: EXPIRY,
    title: 'Links in deliveries',
    about: 'How long the files of deliveries can be downloaded.',
    kind: 'hours',
    warning: 'Whoever has the link can download the file that long, signed in or not.',
  },
  expiry('Email', 'e-mail'),
  expiry('Slack', 'Slack'),
  expiry('MsTeams', 'Microsoft Teams'),
  expiry('GoogleChat', 'Google Chat'),
  {
    name: 'corsAllowedDomains',
    title: 'Sites that may call Lightdash',
    about: 'Origins, with * for subdomains or as a /pattern/.',
    kind: 'origins',
    warning: 'Their pages may call Lightdash with a token that a reader gives them.',
  },
  { name: 'queryLimit', title: 'Rows per query', about: 'The most that one query returns.', kind: 'limit' },
  { name: 'csvCellsLimit', title: 'Cells per export', about: 'The most that one file holds.', kind: 'limit' },
];

/** Seconds as people say them: "3 days". */
const duration = (seconds: number): string => {
  const hours = seconds / 3600;
  if (hours >= 24 && hours % 24 === 0) return count(hours / 24, 'day', 'days');
  return Number.isInteger(hours) ? count(hours, 'hour', 'hours') : count(Math.round(seconds / 60), 'minute', 'minutes');
};

/** The value of a setting in words. In: the setting, and what is in effect. */
export const settingValue = ({ kind, name, general }: Setting, settings: OrganizationSettings): string => {
  const value = settings[name];
  if (value === null || value === undefined) return general ? 'As for all deliveries' : 'Not set';
  if (kind === 'switch') return value === true ? 'On' : 'Off';
  if (kind === 'hours') return duration(Number(value));
  if (Array.isArray(value)) return value.length === 0 ? 'None' : listOf(value);
  return grouped(Number(value));
};

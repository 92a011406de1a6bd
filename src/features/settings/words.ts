import type { OrganizationSettings } from '#/data/settings';
import { count, listOf } from '#/lib/text';

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
  about: `How long the files of deliveries to ${called} can be fetched.`,
  kind: 'hours',
  general: EXPIRY,
});

/** The settings of an organization since 1.219, in the order in which they are shown. */
export const SETTINGS: readonly Setting[] = [
  {
    name: 'oidcLinkingEnabled',
    title: 'Join single sign-ons',
    about: 'Who signs in by another provider with an address that is known is taken for the same person.',
    kind: 'switch',
    warning: 'Whoever controls an address at any of the providers signs in as the person who has it here.',
  },
  {
    name: 'oidcToEmailLinkingEnabled',
    title: 'Join single sign-on and password',
    about: 'Who signs in by a provider with the proved address of somebody is taken for them.',
    kind: 'switch',
    warning:
      'Whoever controls the address at a provider signs in as the person who has it here, without their password.',
  },
  {
    name: 'supportImpersonationEnabled',
    title: 'Support may sign in as people',
    about: 'The vendor’s support staff may act as anybody here while they help.',
    kind: 'switch',
    warning: 'Support staff see and change what the people they act as can see and change.',
  },
  {
    name: 'semanticLayerPgwireEnabled',
    title: 'Semantic layer as a database',
    about: 'Tools may query metrics as if Lightdash were a Postgres server.',
    kind: 'switch',
    warning: 'Whoever has a token reads there what they can query here.',
  },
  {
    name: EXPIRY,
    title: 'Links in deliveries',
    about: 'How long files of scheduled deliveries can be fetched.',
    kind: 'hours',
    warning: 'Whoever has a link fetches the file for so long, signed in or not.',
  },
  expiry('Email', 'e-mail'),
  expiry('Slack', 'Slack'),
  expiry('MsTeams', 'Microsoft Teams'),
  expiry('GoogleChat', 'Google Chat'),
  {
    name: 'corsAllowedDomains',
    title: 'Pages that may call Lightdash',
    about: 'Origins, also with a * for subdomains or as /a pattern/.',
    kind: 'origins',
    warning: 'Pages of these origins may call Lightdash with a token that their readers give them.',
  },
  { name: 'queryLimit', title: 'Rows of a query', about: 'The most that one query returns.', kind: 'limit' },
  { name: 'csvCellsLimit', title: 'Cells of an export', about: 'The most that one file holds.', kind: 'limit' },
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
  if (value === null || value === undefined) return general ? 'As in general' : 'Not set';
  if (kind === 'switch') return value === true ? 'On' : 'Off';
  if (kind === 'hours') return duration(Number(value));
  if (Array.isArray(value)) return value.length === 0 ? 'None' : listOf(value);
  return Number(value).toLocaleString('en-GB');
};

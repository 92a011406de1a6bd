import type { useHealth } from '#/data/health';

type Health = NonNullable<ReturnType<typeof useHealth>['data']>;

const onOff = (is: boolean | undefined): string => (is === undefined ? 'Not told' : is ? 'On' : 'Off');

const licenceOf = ({ license }: Health): string => {
  if (!license) return 'Not told';
  if (license.valid) return 'Valid';
  return license.hasLicenseKey ? 'There is a key, and it is not valid' : 'None';
};

const generationOf = (isNewer: boolean | undefined): string =>
  isNewer === undefined
    ? 'Not known yet'
    : isNewer
      ? 'As 1.219: spaces inherit access'
      : 'As 0.2110: spaces are public or private';

/** What a server says of itself, in words, in the order of the page. In: its answer, and its generation as far as it is known. */
export const factsOf = (health: Health, isNewer: boolean | undefined): (readonly [name: string, value: string])[] => [
  ['Version', health.version],
  ...(health.latest?.version ? [['Newest version known to it', health.latest.version] as const] : []),
  ['Generation', generationOf(isNewer)],
  ['Licence', licenceOf(health)],
  ...(health.requiresMigration ? [['Database', 'Waits for a migration'] as const] : []),
  ['E-mail', health.hasEmailClient === false ? 'Off: nothing is mailed' : onOff(health.hasEmailClient)],
  ['Slack', onOff(health.hasSlack)],
  ['Microsoft Teams', onOff(health.hasMicrosoftTeams)],
  ['GitHub', onOff(health.hasGithub)],
  ['GitLab', onOff(health.hasGitlab)],
  ['Pictures and PDF', onOff(health.hasHeadlessBrowser)],
  ['Custom roles', onOff(health.isCustomRolesEnabled)],
  ['Service accounts', onOff(health.isServiceAccountEnabled)],
  [
    'Trash',
    health.softDelete?.enabled ? `On, for ${health.softDelete.retentionDays} days` : onOff(health.softDelete?.enabled),
  ],
  [
    'Sign-in by password',
    health.auth?.disablePasswordAuthentication === undefined
      ? 'Not told'
      : onOff(!health.auth.disablePasswordAuthentication),
  ],
];

import type { AllowedEmailDomains } from '../api/lightdash/gen/model/allowedEmailDomains';
import type { Organization } from '../api/lightdash/gen/model/organization';
import type { OrganizationSettings } from '../api/lightdash/gen/model/organizationSettings';
import type { SsoMethod } from '../api/lightdash/gen/model/ssoMethod';
import {
  getAllowedEmailDomains,
  getImpersonation,
  getGetOrganizationQueryOptions,
  getUpdateAllowedEmailDomainsMutationOptions,
  getUpdateImpersonationMutationOptions,
  getOrganization,
  getOrganizationSettings,
  listColorPalettes,
  useGetAllowedEmailDomains,
  useGetImpersonation,
  useGetOrganization,
  useGetOrganizationSettings,
  useGetSsoConfig,
  useListColorPalettes,
  useListVerifiedDomains,
  useSetActiveColorPalette,
  useUpdateAllowedEmailDomains,
  useUpdateImpersonation,
  useUpdateOrganization,
  useUpdateOrganizationSettings,
} from '../api/lightdash/gen/organization/organization';
import { ApiFailure, isFailure } from '../api/core/failure';
import { JOINING_PROJECT_ROLES, JOINING_ROLES, type Joining } from '../domain/email-domains';
import { memoized } from '../lib/memo';
import { useReadFirst } from './invalidation';
import { writeWith, type Change, type State } from './journal';
import { readBack } from './read-back';

/** The organization's own facts; `defaultProject` and `colors`, those that charts follow, are empty where nothing is set. */
export type OrganizationFacts = {
  name: string;
  createdAt: string | null;
  defaultProject: string | null;
  colors: readonly string[];
};

const toFacts = memoized(({ name, createdAt, defaultProjectUuid, chartColors }: Organization): OrganizationFacts => ({
  name,
  createdAt: createdAt ?? null,
  defaultProject: defaultProjectUuid ?? null,
  colors: chartColors ?? [],
}));

/** The organization. Throws ApiFailure. Source: GetMyOrganization.ok. */
export const organizationQuery = { ...getGetOrganizationQueryOptions(), select: toFacts };
export const useOrganization = () => useGetOrganization({ query: { select: toFacts } });

/** What can be written of the organization. */
export type OrganizationUpdate = { name?: string; defaultProject?: string };

/** Whether the organization is as wanted: for a write of which no answer came. Throws ApiFailure. */
export const isOrganization = async (wanted: OrganizationUpdate): Promise<boolean> => {
  const present = toFacts(await getOrganization());
  return (Object.keys(wanted) as (keyof OrganizationUpdate)[]).every((field) => present[field] === wanted[field]);
};

/**
 * Writes of the organization what is named, and reads it again; by session only (UpdateMyOrganization.pat-refused). Throws ApiFailure;
 * `conflict` where Lightdash did not keep it.
 */
export const useSaveOrganization = () => {
  const { mutateAsync } = useUpdateOrganization();
  return async (wanted: OrganizationUpdate): Promise<void> => {
    const { name, defaultProject } = wanted;
    await mutateAsync({
      data: { ...(name !== undefined && { name }), ...(defaultProject && { defaultProjectUuid: defaultProject }) },
    });
    await readBack(isOrganization(wanted));
  };
};

/** The palettes that charts can follow. Throws ApiFailure. Source: ListColorPalettes.admin. */
export const useOrganizationPalettes = () => useListColorPalettes();

/** Whether charts follow that palette: for a write of which no answer came. Throws ApiFailure. */
export const isActivePalette = async (colorPaletteUuid: string): Promise<boolean> =>
  (await listColorPalettes()).some((each) => each.colorPaletteUuid === colorPaletteUuid && each.isActive === true);

/**
 * Has charts follow that palette, and reads it again (docs/lightdash/server.md#s14). Throws ApiFailure: `not-found` where the palette is
 * gone, `conflict` where Lightdash did not keep it. Source: SetActiveColorPalette.ok.
 */
export const useFollowPalette = () => {
  const { mutateAsync } = useSetActiveColorPalette();
  return async (colorPaletteUuid: string): Promise<void> => {
    await mutateAsync({ colorPaletteUuid });
    await readBack(isActivePalette(colorPaletteUuid));
  };
};

const toJoining = memoized(({ emailDomains, role, projects }: AllowedEmailDomains): Joining => ({
  domains: emailDomains,
  // Lightdash knows no others; whatever else is there lets in as little as possible until it is set anew.
  role: JOINING_ROLES.find((each) => each === role) ?? 'member',
  projects: projects.map((grant) => ({
    projectUuid: grant.projectUuid,
    role: JOINING_PROJECT_ROLES.find((each) => each === grant.role) ?? 'viewer',
  })),
}));

/** Who may join by the domain of their address; read by a session only (docs/lightdash/sign-in.md#a2). Throws ApiFailure. */
export const useJoining = (enabled: boolean) => useGetAllowedEmailDomains({ query: { select: toJoining, enabled } });

/** All that is said of it, part by part: in which order does not matter. */
const toState = ({ domains, role, projects }: Joining): State =>
  new Map([
    ['Domains', domains.toSorted().join(', ')],
    ['Role of who joins', role],
    [
      'Projects they open',
      projects
        .map((grant) => `${grant.projectUuid} ${grant.role}`)
        .toSorted()
        .join(),
    ],
  ]);
const joiningText = (joining: Joining): string => [...toState(joining).values()].join('\n');
const toInput = ({ domains, role, projects }: Joining) => ({
  emailDomains: [...domains],
  role,
  projects: [...projects],
});

/** Whether the domains are as wanted: for a write of which no answer came. Throws ApiFailure. */
export const isJoining = async (wanted: Joining): Promise<boolean> =>
  joiningText(toJoining(await getAllowedEmailDomains())) === joiningText(wanted);

const readUnchanged = async (before: Joining): Promise<void> => {
  if (!(await isJoining(before)))
    throw new ApiFailure({
      kind: 'conflict',
      outcome: 'not-sent',
      serverMessage: 'The domains have been changed since you opened this. Close this and look at them again',
    });
};

/**
 * Sets all of it. In: what is wanted, and what that was decided on: the server replaces everything, so what somebody else has
 * changed since would be lost. Throws ApiFailure: `conflict` for that, `invalid` for a public provider. Source:
 * UpdateOrganizationEmailDomains.
 */
export const useSaveJoining = () => {
  const { mutateAsync } = useUpdateAllowedEmailDomains();
  const readFirst = useReadFirst('updateAllowedEmailDomains', undefined);
  return async (wanted: Joining, before: Joining) => {
    await readFirst(readUnchanged(before));
    await mutateAsync({ data: toInput(wanted) });
  };
};

/** A change of the domains, for the journal. In: how roles and projects are called. */
export const joiningChange = (
  before: Joining,
  after: Joining,
  { roleName, projectName }: { roleName: (role: string) => string; projectName: (projectUuid: string) => string },
): Change => ({
  place: 'settings',
  what: 'Allowed e-mail domains',
  back: {
    before: toState(before),
    after: toState(after),
    read: async () => toState(toJoining(await getAllowedEmailDomains())),
    write: (client) => writeWith(client, getUpdateAllowedEmailDomainsMutationOptions(), { data: toInput(before) }),
    say: (part, value = '') => {
      const projects = value.split(',').map((grant) => {
        const [uuid = '', role = ''] = grant.split(' ');
        return `${projectName(uuid)} as ${roleName(role)}`;
      });
      const said = part === 'Domains' ? value : part === 'Role of who joins' ? roleName(value) : projects.join(', ');
      return `${part}: ${value === '' ? 'none' : said}.`;
    },
  },
});

export type { OrganizationSettings };

/** What is in effect in the organization; `no-such-operation` before 1.219. Throws ApiFailure. Source: GetOrganizationSettings.admin. */
export const useSettings = (enabled: boolean) => useGetOrganizationSettings({ query: { enabled } });

/**
 * Changes single settings; null takes one back to what the server sets. Throws ApiFailure; `conflict` where the answer, which has what
 * is in effect, shows something else. Source: UpdateOrganizationSettings.ok.
 */
export const useSaveSettings = () => {
  const { mutateAsync } = useUpdateOrganizationSettings();
  return async (data: Partial<OrganizationSettings>): Promise<void> => {
    const present = await mutateAsync({ data });
    // What is in effect where one was taken back is for the server to say.
    const set = Object.fromEntries(Object.entries(data).filter(([, value]) => value !== null));
    await readBack(Promise.resolve(isSet(present, set)));
  };
};

const isSet = (present: OrganizationSettings, wanted: Partial<OrganizationSettings>): boolean =>
  (Object.entries(wanted) as [keyof OrganizationSettings, unknown][]).every(
    ([name, value]) => JSON.stringify(present[name] ?? null) === JSON.stringify(value),
  );

/** Whether settings are as wanted. Of one that was taken back and where the server has its own, that cannot be told. Throws ApiFailure. */
export const hasSettings = async (wanted: Partial<OrganizationSettings>): Promise<boolean> =>
  isSet(await getOrganizationSettings(), wanted);

/**
 * Lets admins sign in as others, or not, and reads it again. Throws ApiFailure: `not-available` where the server has not switched
 * that on, which only shows when it is tried, `conflict` where it did not keep it. Source: UpdateImpersonationSettings.flag-on.
 */
export const useSetImpersonation = () => {
  const { mutateAsync } = useUpdateImpersonation();
  return async (impersonationEnabled: boolean): Promise<void> => {
    await mutateAsync({ data: { impersonationEnabled } });
    await readBack(isImpersonation(impersonationEnabled));
  };
};

/** Whether admins may sign in as others: for a write of which no answer came. Throws ApiFailure. */
export const isImpersonation = async (wanted: boolean): Promise<boolean> =>
  (await getImpersonation()).impersonationEnabled === wanted;

const switchState = (isOn: boolean): State => new Map([['', isOn ? 'on' : 'off']]);

/** A change of that, for the journal. */
export const impersonationChange = (isOn: boolean): Change => ({
  place: 'settings',
  what: 'Admins sign in as others',
  back: {
    before: switchState(!isOn),
    after: switchState(isOn),
    read: async () => switchState((await getImpersonation()).impersonationEnabled),
    write: (client) =>
      writeWith(client, getUpdateImpersonationMutationOptions(), { data: { impersonationEnabled: !isOn } }),
    say: (_part, value) => `It is ${value}.`,
  },
});

const SSO_METHODS = ['google', 'okta', 'azuread', 'oneLogin', 'oidc'] as const satisfies readonly SsoMethod[];

/** One line of how people sign in: what is known of it, or why nothing is. */
export type Posture = {
  state: 'on' | 'off' | 'none' | 'unavailable' | 'absent' | 'unread' | 'reading';
  detail: string;
};

type Reading<T> = { data: T | undefined; error: unknown; isPending: boolean };

const postureOf = <T>({ data, error, isPending }: Reading<T>, say: (data: T) => Posture): Posture => {
  if (data !== undefined) return say(data);
  if (isFailure(error, 'not-available')) return { state: 'unavailable', detail: error.serverMessage };
  if (isFailure(error, 'no-such-operation')) return { state: 'absent', detail: '' };
  return isPending ? { state: 'reading', detail: '' } : { state: 'unread', detail: '' };
};

/**
 * How people of the organization sign in beyond what the whole server offers: domains it has proved, single sign-on of its own, and
 * whether admins may sign in as others. Sources: ListVerifiedDomains.admin, GetGoogleSsoConfig.admin, GetImpersonationSettings.admin.
 */
export const usePosture = (enabled: boolean) => {
  const query = { query: { enabled } };
  const domains = useListVerifiedDomains(query);
  const sso = [
    useGetSsoConfig('google', query),
    useGetSsoConfig('okta', query),
    useGetSsoConfig('azuread', query),
    useGetSsoConfig('oneLogin', query),
    useGetSsoConfig('oidc', query),
  ];
  const impersonation = useGetImpersonation(query);
  return {
    domains: postureOf(domains, (list) =>
      list.length === 0
        ? { state: 'none', detail: 'None' }
        : { state: 'on', detail: list.map(({ domain }) => domain).join(', ') },
    ),
    sso: SSO_METHODS.map((method, i) => ({
      method,
      posture: postureOf(sso[i] as Reading<Exclude<(typeof sso)[number]['data'], undefined>>, (config) =>
        config
          ? {
              state: config.enabled ? 'on' : 'off',
              detail: config.allowPassword ? 'Passwords are allowed beside it' : 'Passwords are not allowed beside it',
            }
          : { state: 'none', detail: 'Not set up' },
      ),
    })),
    impersonation: postureOf(impersonation, ({ impersonationEnabled }) => ({
      state: impersonationEnabled ? 'on' : 'off',
      detail: '',
    })),
  };
};

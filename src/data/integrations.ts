import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData } from '@tanstack/react-query';
import { useMemo } from 'react';
import { isFailure } from '../api/core/failure';
import type { SlackChannel } from '../api/lightdash/gen/model/slackChannel';
import {
  useCreateSshKeyPair,
  useGetGithubInstallation,
  useGetGoogleAccess,
  useGetSlackInstallation,
  useListGitlabRepositories,
  useListSlackChannels,
} from '../api/lightdash/gen/integrations/integrations';
import { memoized } from '../lib/memo';

/** How another system is connected; `session` where only a session is told, `absent` where the server has no such thing. */
export type Connection = 'connected' | 'not-connected' | 'session' | 'licence' | 'absent' | 'unread' | 'reading';

/** How a system is connected, by what the read about it was answered. */
export const connectionOf = (
  { data, error, isPending }: { data: unknown; error: unknown; isPending: boolean },
  isConnected: (data: unknown) => boolean = () => true,
): Connection => {
  if (data !== undefined) return data !== null && isConnected(data) ? 'connected' : 'not-connected';
  if (isFailure(error, 'not-found')) return 'not-connected';
  if (isFailure(error, 'session-only')) return 'session';
  if (isFailure(error, 'no-such-operation')) return 'absent';
  if (isFailure(error, 'not-available')) return error.detail === 'licence' ? 'licence' : 'absent';
  return isPending ? 'reading' : 'unread';
};

/**
 * Slack, GitHub and GitLab of the organization, and Google of the signed-in person. In: whether a session asks, for a token is
 * refused at all but the last (getSlackInstallation.pat-refused, configurationGithubAppForOrganization.pat-refused). Sources: their
 * `not-installed`.
 */
export const useConnections = (hasSession: boolean) => {
  const bySession = { query: { enabled: hasSession, retry: false } };
  const slack = useGetSlackInstallation(bySession);
  const github = useGetGithubInstallation(bySession);
  const gitlab = useListGitlabRepositories(bySession);
  const google = useGetGoogleAccess({ query: { retry: false } });
  const unlessToken = (connection: Connection): Connection => (hasSession ? connection : 'session');
  return {
    slack: unlessToken(connectionOf(slack)),
    workspace: slack.data ?? null,
    github: unlessToken(connectionOf(github, (data) => (data as { enabled?: boolean }).enabled !== false)),
    gitlab: unlessToken(connectionOf(gitlab)),
    google: connectionOf(google),
  };
};

/** The channels of Slack by their id; null where Slack is not connected. */
type SlackChannels = ReadonlyMap<string, string> | null;
const toChannels = memoized(
  (channels: SlackChannel[]): SlackChannels => new Map(channels.map(({ id, name }) => [id, name])),
);
const selectChannels = (channels: SlackChannel[] | null): SlackChannels => channels && toChannels(channels);

const CHANNELS = { excludeArchived: true, excludeDms: true };
/** As many ids as an address can hold. */
const ASKED = 300;

/**
 * The channels that Slack shows to Lightdash, for every member, by token as well. One answer has 200 at most, without people
 * (docs/lightdash/server.md#s17): `ids` are those that are named besides, `search` looks for others, people too. Out: `data`, all that are known
 * by name, and `listed`, the answer in which one that is missing may be gone; both null where Slack is not connected. Throws
 * ApiFailure. Source: getSlackChannels.not-installed.
 */
export const useSlackChannels = ({
  enabled = true,
  ids = [],
  search = '',
}: { enabled?: boolean; ids?: readonly string[]; search?: string } = {}) => {
  const query = { select: selectChannels, staleTime: 300_000 };
  const { data: listed, isError } = useListSlackChannels(CHANNELS, { query: { ...query, enabled } });
  const named = ids.filter((id) => listed && !listed.has(id)).toSorted();
  const [typed] = useDebouncedValue(search.trim().replace(/^#/, ''), 250);
  const { data: more } = useListSlackChannels(
    {
      excludeArchived: true,
      ...(typed !== '' && { search: typed }),
      ...(named.length > 0 && { includeChannelIds: named.slice(0, ASKED).join(',') }),
    },
    {
      query: {
        ...query,
        enabled: enabled && Boolean(listed) && (typed !== '' || named.length > 0),
        placeholderData: keepPreviousData,
      },
    },
  );
  const data = useMemo(() => (listed && more ? new Map([...listed, ...more]) : listed), [listed, more]);
  return { data, listed, isError };
};

/** Has the server make a key pair for an SSH tunnel; the private half stays there. Throws ApiFailure. Source: createSshKeyPair.viewer. */
export const useMakeKeyPair = () => useCreateSshKeyPair({ mutation: { gcTime: 0 } }).mutateAsync;

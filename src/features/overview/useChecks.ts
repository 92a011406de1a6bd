import { useMemo, useState } from 'react';
import { useAllFaults } from '#/data/all-faults';
import { useMe } from '#/data/me';
import type { MemberList } from '#/data/members';
import { useNotices } from '#/data/notices';
import { useLonelySpaces } from '#/data/overview';
import { directGrantsQuery, useProjects } from '#/data/projects';
import { isNewerScheduling, type useLatestRuns } from '#/data/scheduler-runs';
import type { AllSchedulers } from '#/data/schedulers';
import { useEachProject } from '#/data/useEachProject';
import type { Member } from '#/domain/members';
import {
  ailing,
  announcedByOperation,
  longPending,
  onlyAdmin,
  sendingBroken,
  withoutAnything,
  WITHOUT_ROLE_OR_GROUP,
  type Judged,
} from '#/domain/overview';
import { reasonOf } from '#/domain/permissions';
import { brokenInWords } from '#/domain/schedule/broken';
import type { OwnerStatus, Scheduler } from '#/domain/schedule/types';
import { membersLink } from '#/features/members/routes';
import { schedulersLink } from '#/features/schedulers/routes';
import { serverLink } from '#/features/server/routes';
import { spacesLink } from '#/features/spaces/routes';
import { count, grouped } from '#/lib/text';

/** The dialog that mends a finding, of the feature whose it is, with those it is about. */
export type Mending =
  | { of: 'members'; kind: 'again'; members: readonly Member[] }
  | { of: 'schedulers'; kind: 'reassign'; schedulers: readonly Scheduler[] };

/**
 * One thing that was looked at: what was found, in a sentence, and where to go for it. `urgent`: somebody is without something
 * already. `items`: what to unfold.
 */
export type Check = {
  id: string;
  state: 'urgent' | 'attention' | 'fine' | 'reading' | 'unreadable' | 'information';
  title: string;
  detail?: string;
  to?: string;
  /** What mends it, in a word or two; without a dialog it is done where `to` leads. */
  verb?: string;
  dialog?: Mending | undefined;
  items?: readonly { name: string; texts: readonly string[] }[];
  /** What is looked at only when asked for. */
  ask?: { label: string; run: () => void };
};

const ORDER = ['urgent', 'attention', 'reading', 'unreadable', 'fine', 'information'] as const;
const SHOWN = 2;
/** The checks that look at runs. */
const BY_RUNS: readonly string[] = ['failing', 'off'];
const ONLY_PART = 'cannot be read: your role shows only part';
const DEVELOPERS = 'Lightdash shows them to developers and admins of a project.';
const NOBODY: readonly Member[] = [];
const NONE: ReadonlySet<string> = new Set();
/** What the page has read already. */
type Read = {
  everybody: MemberList | undefined;
  schedulers: AllSchedulers;
  runs: ReturnType<typeof useLatestRuns>;
  ownerStatusOf: (userUuid: string) => OwnerStatus | null;
  now: Date;
};

/** Up to so many projects everything is asked of all of them at once: three calls each, where two are needed in any case. */
const AT_ONCE = 8;
const some = (names: readonly string[]): string =>
  names.length <= SHOWN
    ? names.join(', ')
    : `${names.slice(0, SHOWN).join(', ')} and ${grouped(names.length - SHOWN)} more`;

const joined = (filters: Readonly<Record<string, readonly string[]>>): Record<string, string> =>
  Object.fromEntries(Object.entries(filters).map(([name, values]) => [name, values.join()]));

/** `beside`: a sentence to go with the names. */
type Finding = { names: readonly string[]; found: string; fine: string; beside?: string; isUrgent?: boolean } & Pick<
  Check,
  'id' | 'verb' | 'dialog'
> & { to: string };

const checked = ({ id, names, found, fine, beside, isUrgent = false, ...mend }: Finding): Check =>
  names.length > 0
    ? {
        id,
        state: isUrgent ? 'urgent' : 'attention',
        title: found,
        detail: beside ? `${some(names)}. ${beside}` : some(names),
        ...mend,
      }
    : { id, state: 'fine', title: fine };

/** "Review 16": to the list, where each can be looked at. */
const review = ({ length }: readonly unknown[]): string => `Review ${grouped(length)}`;

/**
 * What an admin should know today, the most urgent first. What the list of members tells comes at once; what every project has to be asked for
 * (schedulers and how they ran last, grants on spaces and, of few projects, grants of them) follows in the background. Of grants
 * nothing is said to whom Lightdash shows only some: what they do not see would look like what is not there.
 */
export const useChecks = ({ everybody, schedulers, runs, ownerStatusOf, now }: Read): Check[] => {
  const { me, may } = useMe();
  const seesGrants = may.readProjectAccess === true;
  const notices = useNotices();
  const lonely = useLonelySpaces(seesGrants && everybody !== undefined);
  const members = everybody?.members ?? NOBODY;
  const idle = useMemo(() => withoutAnything(members, NONE), [members]);
  const { data: projects } = useProjects();
  const [isAsked, setAsked] = useState(false);
  const [asksFaults, setAsksFaults] = useState(false);
  const inUse = useMemo(
    () => [...new Set(schedulers.schedulers.map(({ projectUuid }) => projectUuid))],
    [schedulers.schedulers],
  );
  const content = useAllFaults(inUse, asksFaults);
  const asksGrants = isAsked || (projects?.length ?? Infinity) <= AT_ONCE;
  const grants = useEachProject(directGrantsQuery, seesGrants && idle.length > 0 && asksGrants);

  const ofMembers = (): Check[] => {
    if (!everybody) return [{ id: 'members', state: 'reading', title: 'Reading the members' }];
    const pending = longPending(members, now.getTime());
    const admin = onlyAdmin(members);
    return [
      checked({
        id: 'pending',
        names: pending.map(({ name }) => name),
        found: `${count(pending.length, 'invitation has', 'invitations have')} waited for more than a week`,
        fine: 'No invitation has waited for more than a week',
        to: membersLink({ invitation: 'week' }),
        ...(may.inviteMembers === true
          ? { verb: `Resend ${grouped(pending.length)}`, dialog: { of: 'members', kind: 'again', members: pending } }
          : { verb: review(pending) }),
      }),
      checked({
        id: 'only-admin',
        names: admin ? [admin.name] : [],
        found: 'There is only one admin',
        beside: 'Nobody could take over.',
        fine: 'There is more than one admin',
        isUrgent: true,
        to: membersLink({ status: 'active' }),
        verb: 'Choose another',
      }),
    ];
  };

  /** Of what schedulers send: what the last validations found, when asked for. */
  const ofContent = (context: Judged): Check[] => {
    const { asked, pending, failed, hidden, faults } = content;
    if (asked === 0) return [];
    if (!asksFaults)
      return [
        {
          id: 'broken',
          state: 'information',
          title: 'Whether schedulers send what is broken is not looked at yet',
          detail: 'What the last validation found tells. Each project has to be asked for that.',
          ask: { label: 'Look', run: () => setAsksFaults(true) },
        },
      ];
    if (pending > 0) return [{ id: 'broken', state: 'reading', title: 'Reading what validations found' }];
    const found = sendingBroken(schedulers.schedulers, { ...context, faults });
    const ran = found.filter(({ state }) => state === 'ran');
    const open = found.filter(({ state }) => state !== 'ran');
    const areAhead = open.some(({ state }) => state !== 'failed');
    const haveFailed = open.some(({ state }) => state === 'failed');
    const unknown: Check = {
      id: 'broken-unread',
      state: 'unreadable',
      title: `What validations found in ${count(failed + hidden, 'project', 'projects')} is not known`,
    };
    const check = checked({
      id: 'broken',
      names: open.map(({ scheduler }) => scheduler.name),
      found: `${count(open.length, 'scheduler sends', 'schedulers send')} what a validation found broken`,
      ...(open.length > 0 && { beside: brokenInWords(open, now) }),
      fine:
        ran.length > 0
          ? `What validations found broken has been sent since by ${count(ran.length, 'scheduler', 'schedulers')}`
          : 'No validation has found anything broken in what schedulers send',
      to: schedulersLink({ state: [areAhead && 'broken-content', haveFailed && 'failing'].filter(Boolean).join() }),
      verb: review(open),
    });
    return failed + hidden === 0 ? [check] : [...(check.state === 'fine' ? [] : [check]), unknown];
  };

  const ofSchedulers = (): Check[] => {
    if (schedulers.error || (schedulers.done && schedulers.failed.length > 0))
      return [
        {
          id: 'schedulers',
          state: 'unreadable',
          title: 'Schedulers could not be read in full',
          detail: 'Reload to try again.',
        },
      ];
    if (
      schedulers.done &&
      schedulers.forbidden.length > 0 &&
      schedulers.forbidden.length === schedulers.projects.length
    ) {
      return [
        {
          id: 'schedulers',
          state: 'unreadable',
          title: 'Schedulers',
          detail: reasonOf(may.readSchedulers) ?? DEVELOPERS,
        },
      ];
    }
    if (!schedulers.done || runs.pending > 0 || !everybody)
      return [{ id: 'schedulers', state: 'reading', title: 'Reading schedulers and their runs' }];
    const unseen: Check = {
      id: 'unseen',
      state: 'unreadable',
      title: `Schedulers of ${count(schedulers.forbidden.length, 'project', 'projects')}`,
      detail: `${some(schedulers.forbidden.map(({ name }) => name))}. ${DEVELOPERS}`,
    };
    const context = { runs: runs.byScheduler, ownerStatusOf, now };
    const all = schedulers.schedulers;
    const silent = ailing(all, 'skipped', context);
    const partly = ailing(all, 'partly-failing', context);
    const failing = [...ailing(all, 'failing', context), ...partly];
    const off = ailing(all, 'switched-off', context);
    const found = [
      checked({
        id: 'failing',
        names: failing.map(({ name }) => name),
        found: `${count(failing.length, 'scheduler is', 'schedulers are')} failing`,
        ...(partly.length > 0 && { beside: `${grouped(partly.length)} of them in part.` }),
        fine: 'No scheduler is failing',
        isUrgent: true,
        to: schedulersLink({ state: 'failing,partly-failing' }),
        verb: review(failing),
      }),
      checked({
        id: 'silent',
        names: silent.map(({ name, ownerName }) => (ownerName ? `${name} (${ownerName})` : name)),
        found: `${count(silent.length, 'live scheduler belongs', 'live schedulers belong')} to people who cannot sign in`,
        beside: `${silent.length === 1 ? 'Its' : 'Their'} times are skipped.`,
        fine: 'Every live scheduler belongs to somebody who can sign in',
        isUrgent: true,
        to: schedulersLink({ state: 'skipped' }),
        ...(isNewerScheduling()
          ? {
              verb: `Transfer ${grouped(silent.length)}`,
              dialog: { of: 'schedulers', kind: 'reassign', schedulers: silent },
            }
          : { verb: review(silent) }),
      }),
      checked({
        id: 'off',
        names: off.map(({ name }) => name),
        found: `${count(off.length, 'scheduler was', 'schedulers were')} probably switched off by the server after an error`,
        fine: 'No scheduler was switched off by the server',
        to: schedulersLink({ state: 'switched-off' }),
        verb: review(off),
      }),
      ...ofContent(context),
      ...(schedulers.forbidden.length === 0 ? [] : [unseen]),
    ];
    // What is fine by the runs is not known to be where some could not be read.
    const unread: Check = {
      id: 'runs',
      state: 'unreadable',
      title: 'Runs of schedulers could not be read in full',
      detail: 'Reload to try again.',
    };
    return runs.failed === 0
      ? found
      : [...found.filter(({ id, state }) => state !== 'fine' || !BY_RUNS.includes(id)), unread];
  };

  const ofSpaces = (): Check => {
    if (!seesGrants)
      return { id: 'spaces', state: 'unreadable', title: `Whether a private space is shared with nobody ${ONLY_PART}` };
    if (lonely.error || lonely.failed > 0)
      return {
        id: 'spaces',
        state: 'unreadable',
        title: 'Spaces could not be read in full',
        detail: 'Reload to try again.',
      };
    if (!lonely.done || !everybody) return { id: 'spaces', state: 'reading', title: 'Reading spaces' };
    const names = [...lonely.read.values()].flatMap((found) => found.map(({ name }) => name));
    return checked({
      id: 'spaces',
      names,
      found: `${count(names.length, 'private space is', 'private spaces are')} shared with nobody`,
      beside: `Only ${names.length === 1 ? 'its creator' : 'their creators'}, admins and holders of custom roles may open ${names.length === 1 ? 'it' : 'them'}.`,
      fine: 'Every private space is shared with somebody',
      to: spacesLink({ sharing: 'nobody' }),
      verb: review(names),
    });
  };

  const ofGrants = (): Check => {
    if (!seesGrants)
      return { id: 'nothing', state: 'unreadable', title: `Whether a member reaches nothing ${ONLY_PART}` };
    if (lonely.error || grants.failed + grants.forbidden > 0)
      return {
        id: 'nothing',
        state: 'unreadable',
        title: 'Project grants could not be read in full',
        detail: 'Reload to try again.',
      };
    if (!projects || !everybody) return { id: 'nothing', state: 'reading', title: 'Reading project grants' };
    // Without projects there is nothing to grant, so no finding about it.
    if (projects.length === 0)
      return {
        id: 'nothing',
        state: 'information',
        title: 'This organization has no project yet',
        detail: 'Create one in Lightdash.',
      };
    if (idle.length > 0 && !asksGrants)
      return {
        id: 'nothing',
        state: 'information',
        title: `${count(idle.length, 'member has no role and is', 'members have no role and are')} in no group`,
        detail: 'They reach nothing unless a project is granted to them. Each project has to be asked for that.',
        ask: { label: 'Look', run: () => setAsked(true) },
      };
    if (idle.length > 0 && !grants.done) return { id: 'nothing', state: 'reading', title: 'Reading project grants' };
    const granted = new Set([...grants.read.values()].flatMap((users) => users.map(({ userUuid }) => userUuid)));
    const found = idle.filter(({ userUuid }) => !granted.has(userUuid));
    return checked({
      id: 'nothing',
      names: found.map(({ name }) => name),
      found: `${count(found.length, 'member reaches', 'members reach')} nothing`,
      beside: 'In no group, granted no project.',
      fine: 'Every active member has a role, a group or a project',
      to: membersLink({ ...joined(WITHOUT_ROLE_OR_GROUP), grants: 'none' }),
      verb: review(found),
    });
  };

  const ofNotices = (): Check[] => {
    const announced = me.role === 'admin' ? announcedByOperation(notices) : [];
    if (announced.length === 0) return [];
    return [
      {
        id: 'notices',
        state: 'information',
        title: `Lightdash announces changes to ${count(announced.length, 'operation', 'operations')} that the console uses`,
        items: announced.map(({ operation, texts }) => ({ name: operation, texts })),
        to: serverLink(),
        verb: 'Show',
      },
    ];
  };

  const checks = [...ofSchedulers(), ...ofMembers(), ofSpaces(), ofGrants(), ...ofNotices()];
  return checks.toSorted((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state));
};

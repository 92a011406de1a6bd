import { useState } from 'react';
import { describeFailure } from '#/api/core/sentences';
import { useJournal } from '#/data/journal';
import { useMe } from '#/data/me';
import { useMembers } from '#/data/members';
import { useProjects } from '#/data/projects';
import { useJoining, useOrganization } from '#/data/settings';
import { coveredBy, isPublicProvider, strangersReach } from '#/domain/email-domains';
import { hasSession, reasonOf } from '#/domain/permissions';
import { roleName } from '#/domain/roles';
import { membersLink } from '#/features/members/routes';
import { shortDate } from '#/lib/dates';
import { count } from '#/lib/text';
import { Link } from '#/ui/Link';
import { Button } from '#/ui/Button';
import details from '#/ui/Details.module.css';
import { FailurePage } from '#/ui/FailureAlert';
import { onDemand } from '#/ui/late';
import { Page } from '#/ui/Page';
import { SectionFailure } from '#/ui/Section';
import { Colors } from './Colors';
import type { OpenSettingsDialog } from './SettingsDialogs';
import { OrganizationSettingsPart } from './OrganizationSettingsPart';
import { Part } from './Part';
import { PosturePart } from './PosturePart';
import styles from './settings.module.css';
import { settingsTabs } from './tabs';
import { useProjectName } from './useProjectName';

const SettingsDialogs = onDemand(async () => (await import('./SettingsDialogs')).SettingsDialogs);

/** `/settings`: the organization itself, who may join it by their address, what is set for everybody, how people sign in. */
export const SettingsPage = () => {
  const { me, may } = useMe();
  const organization = useOrganization();
  const canReadDomains = hasSession(me);
  const joining = useJoining(canReadDomains);
  const { data: everybody, isError: areMembersUnread } = useMembers(canReadDomains);
  const { data: projects } = useProjects();
  const projectName = useProjectName();
  const [dialog, setDialog] = useState<OpenSettingsDialog | null>(null);
  const journal = useJournal('settings');
  const facts = organization.data;
  const reason = reasonOf(may.changeOrganization);
  const covered = joining.data && everybody ? coveredBy(joining.data.domains, everybody.members) : null;

  return (
    <Page
      tabs={settingsTabs('organization')}
      actions={journal.length > 0 && <Button onClick={() => setDialog({ kind: 'journal' })}>Recent changes</Button>}
    >
      {organization.isError && !facts ? (
        <FailurePage problem={describeFailure(organization.error)} onRetry={() => void organization.refetch()} />
      ) : (
        <div className={details.columns}>
          <Part
            id="organization"
            title="Organization"
            edit={facts && { label: 'Edit', reason, onClick: () => setDialog({ kind: 'organization', facts }) }}
          >
            <dl className={details.facts}>
              <dt>Name</dt>
              <dd>{facts ? <bdi>{facts.name}</bdi> : '…'}</dd>
              <dt>Default project</dt>
              <dd>{facts && (facts.defaultProject ? projectName(facts.defaultProject) : 'Not set')}</dd>
              <dt>Chart colours</dt>
              <dd className={styles.changeable}>
                {facts && (facts.colors.length > 0 ? <Colors colors={facts.colors} /> : 'Lightdash’s own')}
                {facts && (
                  <Button
                    look="quiet"
                    aria-label="Change chart colours"
                    reason={reason}
                    onClick={() => setDialog({ kind: 'palette' })}
                  >
                    Change
                  </Button>
                )}
              </dd>
              <dt>Created</dt>
              <dd>{facts?.createdAt ? shortDate(facts.createdAt) : facts && 'Not told by this server'}</dd>
            </dl>
          </Part>
          <Part
            id="domains"
            title="Allowed e-mail domains"
            edit={
              canReadDomains
                ? joining.data && {
                    label: 'Edit',
                    reason,
                    onClick: () => joining.data && setDialog({ kind: 'domains', before: joining.data }),
                  }
                : {
                    label: 'Edit',
                    reason: 'Lightdash tells them to a signed-in session only, not to an access token.',
                    onClick: () => {},
                  }
            }
          >
            {joining.isError && !joining.data && (
              <SectionFailure problem={describeFailure(joining.error)} onRetry={joining.refetch} />
            )}
            {joining.data && (
              <>
                <ul className={details.list}>
                  {joining.data.domains.map((domain) => (
                    <li key={domain}>
                      <Link to={membersLink({ q: `@${domain}` })}>
                        <bdi>{domain}</bdi>
                      </Link>
                      <span>
                        {covered
                          ? count(covered.get(domain.toLowerCase()) ?? 0, 'member', 'members')
                          : areMembersUnread
                            ? 'members could not be read'
                            : '…'}
                        {isPublicProvider(domain) && ' · open to anybody'}
                      </span>
                    </li>
                  ))}
                </ul>
                <p className={details.note}>
                  {joining.data.domains.length === 0
                    ? 'None: people come by invitation only.'
                    : `Anybody with such an address joins without an invitation. ${strangersReach(joining.data, { roleName, projectName, total: projects?.length ?? null })}`}
                </p>
              </>
            )}
          </Part>
          <OrganizationSettingsPart onEdit={(setting, settings) => setDialog({ kind: 'setting', setting, settings })} />
          <PosturePart onImpersonation={(isOn) => setDialog({ kind: 'impersonation', isOn })} />
        </div>
      )}
      {dialog && <SettingsDialogs dialog={dialog} onClose={() => setDialog(null)} />}
    </Page>
  );
};

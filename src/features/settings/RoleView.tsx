import { useMemo } from 'react';
import { useNavigate } from 'react-router';
import { Link } from '#/ui/Link';
import type { useRoleHolders } from '#/data/custom-roles';
import { useGroups } from '#/data/groups';
import { compareScopes } from '#/domain/scopes';
import { groupLink } from '#/features/groups/routes';
import { memberLink } from '#/features/members/routes';
import { projectAccessLink } from '#/features/projects/routes';
import { count } from '#/lib/text';
import type { Actions } from '#/ui/ActionMenu';
import { Button } from '#/ui/Button';
import details from '#/ui/Details.module.css';
import { Field } from '#/ui/Field';
import { Page } from '#/ui/Page';
import { Part } from './Part';
import { describeUnread, type RoleRow } from './role-rows';
import { integrationsLink, rolesLink } from './routes';
import { ScopeGroups } from './ScopeGroups';
import styles from './settings.module.css';

type RoleViewProps = {
  role: RoleRow;
  /** What it is compared with. */
  other: RoleRow | null;
  all: readonly RoleRow[];
  held: ReturnType<typeof useRoleHolders>;
  kind: string;
  more: Actions;
};

const SHOWN = 50;

/** What is not known of who holds a role, with what reads it. */
const Unread = ({ of: held }: { of: RoleViewProps['held'] }) => {
  if (held.isReading) return <p className={details.note}>Reading who holds it</p>;
  if (held.done) return null;
  const { why, verb } = describeUnread(held);
  return (
    <p className={details.note}>
      {why}, so there may be more.{' '}
      {verb && (
        <Button look="quiet" onClick={held.readRest}>
          {verb}
        </Button>
      )}
    </p>
  );
};

/** One role: what it gives in plain words, alone or beside another, and who holds it. */
export const RoleView = ({ role, other, all, held, kind, more }: RoleViewProps) => {
  const navigate = useNavigate();
  const { data: groups } = useGroups(role.holders.some((each) => each.kind === 'group'));
  const compared = other && compareScopes(role.scopes, other.scopes);
  const names = useMemo(
    () =>
      new Map(
        [...(held.members ?? []), ...held.projects].map((each) => [
          'userUuid' in each ? each.userUuid : each.uuid,
          each.name,
        ]),
      ),
    [held.members, held.projects],
  );
  const ofOrganization = role.holders.filter(({ projectUuid }) => projectUuid === null);
  const ofProjects = role.holders.filter(({ projectUuid }) => projectUuid !== null);
  const holderNames = {
    user: (uuid: string) => names.get(uuid) ?? 'A person who is not listed',
    group: (uuid: string) => `Group ${groups?.get(uuid)?.name ?? 'that is not listed'}`,
    service: (_uuid: string, name?: string) => `Service account ${name}`,
  };
  const holderLinks = { user: memberLink, group: groupLink, service: () => integrationsLink() };

  return (
    <Page
      title={role.shownName}
      crumbs={[{ to: rolesLink(), label: 'Roles' }]}
      count={`${kind} · ${count(role.scopes.length, 'scope', 'scopes')}`}
      more={more}
    >
      {role.description && !role.isSystem && <p className={details.note}>{role.description}</p>}
      <div className={details.columns}>
        <Part id="gives" title="What it gives">
          <div className={styles.picker}>
            <Field label="Compare with">
              {(control) => (
                <select
                  {...control}
                  value={other?.id ?? ''}
                  onChange={({ target: { value } }) =>
                    void navigate(rolesLink({ role: role.id, ...(value !== '' && { with: value }) }), { replace: true })
                  }
                >
                  <option value="">No other role</option>
                  {all.map(
                    ({ id, shownName }) =>
                      id !== role.id && (
                        <option key={id} value={id}>
                          {shownName}
                        </option>
                      ),
                  )}
                </select>
              )}
            </Field>
          </div>
          {compared && other ? (
            <>
              <ScopeGroups title={`Only ${role.shownName}`} scopes={compared.onlyFirst} none="It gives nothing more." />
              <ScopeGroups
                title={`Only ${other.shownName}`}
                scopes={compared.onlySecond}
                none="It gives nothing more."
              />
              <ScopeGroups title="Both" scopes={compared.both} none="They have nothing in common." />
            </>
          ) : (
            <ScopeGroups scopes={role.scopes} none="Nothing: a role without scopes cannot be given to anybody." />
          )}
        </Part>
        <Part id="holders" title="Who holds it">
          <Unread of={held} />
          {role.holders.length === 0 && role.isCounted && <p className={details.note}>Nobody.</p>}
          <ul className={details.list} aria-label="Holders">
            {[...ofOrganization.slice(0, SHOWN), ...ofProjects.slice(0, SHOWN)].map(
              ({ kind: who, uuid, name, projectUuid }) => (
                <li key={`${uuid} ${projectUuid}`}>
                  <Link to={holderLinks[who](uuid)}>
                    <bdi>{holderNames[who](uuid, name)}</bdi>
                  </Link>
                  <span>
                    in{' '}
                    {projectUuid === null ? (
                      'the organization'
                    ) : (
                      <Link to={projectAccessLink(projectUuid, { show: 'grants' })}>
                        <bdi>{names.get(projectUuid) ?? 'a project'}</bdi>
                      </Link>
                    )}
                  </span>
                </li>
              ),
            )}
          </ul>
          {Math.max(ofOrganization.length, ofProjects.length) > SHOWN && (
            <p className={details.note}>
              Shown are the first {SHOWN} in the organization and in projects, of{' '}
              {count(role.holders.length, 'holder', 'holders')}.
            </p>
          )}
        </Part>
      </div>
    </Page>
  );
};

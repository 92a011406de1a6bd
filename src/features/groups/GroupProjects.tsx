import { useState } from 'react';
import { Link } from '#/ui/Link';
import { useGroupGrants, type GroupGrant } from '#/data/group-grants';
import type { Group } from '#/data/groups';
import { useMe } from '#/data/me';
import { reasonOf } from '#/domain/permissions';
import { projectAccessLink } from '#/features/projects/routes';
import { readingInWords } from '#/lib/reading';
import { count } from '#/lib/text';
import { ActionMenu } from '#/ui/ActionMenu';
import { Button } from '#/ui/Button';
import details from '#/ui/Details.module.css';
import { onDemand } from '#/ui/late';
import type { OpenGrantDialog } from './GrantDialogs';
import styles from './GroupPage.module.css';
import { useRoleNames } from '#/data/role-names';

const GrantDialogs = onDemand(async () => (await import('./GrantDialogs')).GrantDialogs);

const NONE: readonly GroupGrant[] = [];

type GroupProjectsProps = {
  group: Group;
  /** How many are in the group, where it is known. */
  size: number | null;
  /** Whether what the page is about has been read, so that this no longer holds it up. */
  ready: boolean;
};

/** The projects granted to a group, as they come in; they are added, changed and taken away here. */
export const GroupProjects = ({ group, size, ready }: GroupProjectsProps) => {
  const { may } = useMe();
  const [dialog, setDialog] = useState<OpenGrantDialog | null>(null);
  const reading = useGroupGrants(ready && may.readProjectAccess === true);
  const grants = reading.byGroup.get(group.uuid) ?? NONE;
  const roleNameOf = useRoleNames(grants.map(({ role }) => role));
  const hidden = reasonOf(may.readProjectAccess);
  const waiting = reading.done ? undefined : 'Still reading which projects the group has.';
  const unread = reading.failed + reading.forbidden;

  return (
    <section className={styles.section} aria-labelledby="projects">
      <div className={styles.head}>
        <h2 id="projects">Projects {reading.done && <span>{grants.length}</span>}</h2>
        <Button
          look="quiet"
          reason={reasonOf(may.changeProjectAccess) ?? waiting}
          onClick={() => setDialog({ kind: 'add' })}
        >
          Add projects
        </Button>
      </div>
      <ul>
        {grants.map((grant) => (
          <li key={grant.project.uuid}>
            <Link to={projectAccessLink(grant.project.uuid)} title={grant.project.name}>
              <bdi>{grant.project.name}</bdi>
            </Link>
            <span className={styles.role}>
              {roleNameOf(grant.role)}
              {grant.hasMoreRoles && ' and more'}
            </span>
            <ActionMenu
              name={grant.project.name}
              actions={[
                {
                  label: 'Change role…',
                  permission: may.changeProjectAccess,
                  onClick: () => setDialog({ kind: 'change', grant }),
                },
                {
                  label: 'Take the grant away…',
                  permission: may.changeProjectAccess,
                  onClick: () => setDialog({ kind: 'revoke', grant }),
                },
              ]}
            />
          </li>
        ))}
      </ul>
      <p className={details.note} role="status">
        {hidden}
        {!hidden && !reading.done && !reading.error && readingInWords(reading)}
        {reading.done && grants.length === 0 && unread === 0 && 'No project is granted to this group.'}
        {reading.done &&
          reading.forbidden > 0 &&
          ` Your role does not show ${count(reading.forbidden, 'project', 'projects')}.`}
        {reading.done && reading.failed > 0 && ` ${count(reading.failed, 'project', 'projects')} could not be read.`}
        {reading.error && 'The projects could not be read; reload to try again.'}
      </p>
      {reading.done && reading.failed > 0 && <Button onClick={reading.retry}>Try again</Button>}
      {dialog && (
        <GrantDialogs
          dialog={dialog}
          group={group}
          size={size}
          grants={grants}
          projects={reading.projects}
          onChanged={reading.retry}
          onClose={() => setDialog(null)}
        />
      )}
    </section>
  );
};

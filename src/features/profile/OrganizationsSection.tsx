import { describeFailure } from '#/api/core/sentences';
import { useMe } from '#/data/me';
import { useJoinableOrganizations } from '#/data/profile';
import { count } from '#/lib/text';
import { Button } from '#/ui/Button';
import styles from './profile.module.css';
import type { OnDialog } from './ProfileDialogs';
import { Section, SectionFailure } from '#/ui/Section';

/** The organizations that accept one's own e-mail domain. Whoever is in one has to leave it first (JoinOrganization: 403). */
export const OrganizationsSection = ({ onDialog }: { onDialog: OnDialog }) => {
  const { me } = useMe();
  const { data: organizations, error, refetch } = useJoinableOrganizations();
  const reason = me.organizationUuid
    ? `You are in ${me.organizationName} already. Lightdash allows one organization per person.`
    : undefined;
  return (
    <Section id="organizations" title="Organizations you may join" count={organizations?.length}>
      {!organizations && !error && <p className={styles.note}>…</p>}
      {error && !organizations && <SectionFailure problem={describeFailure(error)} onRetry={() => void refetch()} />}
      {organizations?.length === 0 && (
        <p className={styles.note}>No other organization is open to your e-mail domain.</p>
      )}
      {organizations && organizations.length > 0 && (
        <>
          <ul className={styles.list}>
            {organizations.map((organization) => (
              <li key={organization.uuid}>
                <span>
                  <bdi className={styles.name}>{organization.name}</bdi>
                  <span className={styles.under}> {count(organization.size, 'member', 'members')}</span>
                </span>
                <Button reason={reason} onClick={() => onDialog({ kind: 'join', organization })}>
                  Join<span className="visually-hidden"> {organization.name}</span>
                </Button>
              </li>
            ))}
          </ul>
          {reason && <p className={styles.note}>{reason}</p>}
        </>
      )}
    </Section>
  );
};

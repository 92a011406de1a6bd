import { Link } from '#/ui/Link';
import { useMe } from '#/data/me';
import { useEmailState } from '#/data/profile';
import { useRoleNames } from '#/data/role-names';
import { heldRole } from '#/domain/members';
import { reasonOf } from '#/domain/permissions';
import { describeRole } from '#/domain/roles';
import { membersLink } from '#/features/members/routes';
import { classes } from '#/lib/text';
import { Button } from '#/ui/Button';
import { Icon } from '#/ui/icons';
import details from '#/ui/Details.module.css';
import styles from './profile.module.css';
import type { OnDialog } from './ProfileDialogs';
import { ReadOnly, Section } from '#/ui/Section';

/** Whether the address is verified, and the way to verify it. Asked only where the credential allows. */
const Verification = ({ onVerify }: { onVerify: () => void }) => {
  const { data: state, isError, refetch } = useEmailState();
  if (isError) {
    return (
      <span className={styles.soft} role="alert">
        Could not be read.{' '}
        <button type="button" className={styles.link} onClick={() => void refetch()}>
          Try again
        </button>
      </span>
    );
  }
  if (!state) return <span className={styles.faint}>…</span>;
  if (state.isVerified) {
    return (
      <span className={classes(styles.state, styles.good)}>
        <Icon name="check" size={14} /> Verified
      </span>
    );
  }
  return (
    <span className={styles.state}>
      <span className={classes(styles.state, styles.soon)}>
        <Icon name="alert" size={14} /> Not verified
      </span>
      <button type="button" className={styles.link} aria-haspopup="dialog" onClick={onVerify}>
        Verify by a code…
      </button>
    </span>
  );
};

/** Who one is: names, address, role, organization. */
export const AccountSection = ({ onDialog }: { onDialog: OnDialog }) => {
  const { me, may } = useMe();
  const nameRole = useRoleNames([heldRole(me)]);
  return (
    <Section
      id="account"
      title="Account"
      actions={
        <Button reason={reasonOf(may.updateProfile)} onClick={() => onDialog({ kind: 'edit' })}>
          Edit profile
        </Button>
      }
    >
      {may.updateProfile !== true && <ReadOnly>{may.updateProfile.reason}</ReadOnly>}
      <dl className={details.facts}>
        <dt>Name</dt>
        <dd>
          <bdi>{me.name}</bdi>
        </dd>
        <dt>E-mail</dt>
        <dd className={styles.split}>
          <bdi>{me.email}</bdi>
          {may.verifyEmail === true && <Verification onVerify={() => onDialog({ kind: 'verify' })} />}
        </dd>
        <dt>Organization</dt>
        <dd>
          {me.organizationName ? <bdi>{me.organizationName}</bdi> : <span className={styles.faint}>None yet</span>}
        </dd>
        <dt>Role</dt>
        <dd>
          <Link to={membersLink({ role: heldRole(me) })}>{nameRole(heldRole(me))}</Link>
          <div className={styles.under}>
            {me.roleUuid ? 'A custom role of the organization.' : describeRole(me.role)}
          </div>
        </dd>
        <dt>User UUID</dt>
        <dd className={styles.mono}>{me.userUuid}</dd>
      </dl>
    </Section>
  );
};

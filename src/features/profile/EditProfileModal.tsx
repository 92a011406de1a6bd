import { useState } from 'react';
import { useMe } from '#/data/me';
import { isProfile, updateProfile, useProfileChanged, type Profile } from '#/data/profile';
import { useWrite } from '#/data/useWrite';
import { reasonOf } from '#/domain/permissions';
import { isAddress } from '#/lib/emails';
import { Field } from '#/ui/Field';
import { FormModal } from '#/ui/FormModal';
import { toast } from '#/ui/toast';
import styles from './dialogs.module.css';

/** WCAG 1.3.5 asks for these two; the linter does not know them. */
const PURPOSE = { firstName: 'given-name', lastName: 'family-name' };

/** Changes one's own names and e-mail address. The server takes any text as an address, so it is checked here. */
export const EditProfileModal = ({ onClose }: { onClose: () => void }) => {
  const { me, may } = useMe();
  const changed = useProfileChanged();
  const [before] = useState<Profile>({ firstName: me.firstName, lastName: me.lastName, email: me.email });
  const [typed, setTyped] = useState(before);
  const wanted: Profile = {
    firstName: typed.firstName.trim(),
    lastName: typed.lastName.trim(),
    email: typed.email.trim(),
  };
  const set = (field: keyof Profile) => (event: { target: { value: string } }) =>
    setTyped({ ...typed, [field]: event.target.value });

  const { busy, problem, submit, checkIfSaved } = useWrite({
    work: () => updateProfile(before, wanted),
    check: () => isProfile(wanted),
    saved: async () => {
      await changed.profile();
      toast({ title: 'Profile changed' });
      onClose();
    },
  });

  const isSame = Object.entries(wanted).every(([field, value]) => value === before[field as keyof Profile]);
  const nameProblem = wanted.firstName === '' ? 'Enter a first name.' : null;
  const emailProblem = isAddress(wanted.email) ? null : 'This is not an e-mail address.';
  const isNewAddress = wanted.email.toLowerCase() !== before.email.toLowerCase();

  return (
    <FormModal
      title="Edit profile"
      submitLabel="Save"
      problem={problem}
      onCheck={checkIfSaved}
      busy={busy}
      reason={
        reasonOf(may.updateProfile) ?? nameProblem ?? emailProblem ?? (isSame ? 'Nothing is changed yet.' : undefined)
      }
      onSubmit={submit}
      onClose={onClose}
    >
      <div className={styles.pair}>
        <Field label="First name" error={nameProblem}>
          {(control) => (
            <input
              {...control}
              data-autofocus
              type="text"
              autoComplete={PURPOSE.firstName}
              maxLength={255}
              value={typed.firstName}
              onChange={set('firstName')}
            />
          )}
        </Field>
        <Field label="Last name">
          {(control) => (
            <input
              {...control}
              type="text"
              autoComplete={PURPOSE.lastName}
              maxLength={255}
              value={typed.lastName}
              onChange={set('lastName')}
            />
          )}
        </Field>
      </div>
      <Field label="E-mail" error={emailProblem}>
        {(control) => (
          <input
            {...control}
            type="email"
            autoComplete="email"
            spellCheck={false}
            value={typed.email}
            onChange={set('email')}
          />
        )}
      </Field>
      {isNewAddress && !emailProblem && (
        <p className={styles.warning}>
          From now on you sign in with this address. Check its spelling; it has to be verified again.
        </p>
      )}
    </FormModal>
  );
};

import { useRef, useState } from 'react';
import { useMe } from '#/data/me';
import { isProfile, profileChanges, useUpdateProfile, type Profile } from '#/data/profile';
import { useWrite } from '#/data/useWrite';
import { reasonOf } from '#/domain/permissions';
import { isAddress } from '#/lib/emails';
import { FormModal } from '#/ui/FormModal';
import { TextField } from '#/ui/TextField';
import { toast } from '#/ui/toast';
import { useFields } from '#/ui/useFields';
import styles from './dialogs.module.css';

/** WCAG 1.3.5 asks for these two; the linter does not know them. */
const PURPOSE = { firstName: 'given-name', lastName: 'family-name' };

/** Changes one's own names and e-mail address. The server takes any text as an address, so it is checked here. */
export const EditProfileModal = ({ onClose }: { onClose: () => void }) => {
  const { me, may } = useMe();
  const [before] = useState<Profile>({ firstName: me.firstName, lastName: me.lastName, email: me.email });
  const form = useFields(before, ({ firstName, email }) => ({
    firstName: firstName.trim() === '' ? 'Enter a first name.' : null,
    email: isAddress(email.trim()) ? null : 'This is not an e-mail address.',
  }));
  const { firstName, lastName, email } = form.values;
  const update = useUpdateProfile(before);
  const wanted: Profile = { firstName: firstName.trim(), lastName: lastName.trim(), email: email.trim() };

  const isCodeSent = useRef(true);
  const write = useWrite({
    work: async () => {
      isCodeSent.current = await update(wanted);
    },
    check: () => isProfile(wanted),
    saved: () => {
      toast({
        title: 'Profile changed',
        ...(!isCodeSent.current && {
          message: 'The new address is saved, but the code to verify it could not be sent. Have another one sent.',
          bad: true,
        }),
      });
      onClose();
    },
    mark: form.mark,
  });

  const changes = profileChanges(before, wanted);

  return (
    <FormModal
      title="Edit profile"
      submitLabel="Save"
      write={write}
      reason={
        reasonOf(may.updateProfile) ??
        form.problem ??
        (Object.keys(changes).length === 0 ? 'Nothing is changed yet.' : undefined)
      }
      onClose={onClose}
    >
      <div className={styles.pair}>
        <TextField
          label="First name"
          first
          autoComplete={PURPOSE.firstName}
          maxLength={255}
          {...form.field('firstName')}
        />
        <TextField label="Last name" autoComplete={PURPOSE.lastName} maxLength={255} {...form.field('lastName')} />
      </div>
      <TextField label="E-mail" type="email" autoComplete="email" spellCheck={false} {...form.field('email')} />
      {changes.email !== undefined && !form.field('email').error && (
        <p className={styles.warning}>
          You will sign in with this address. Check the spelling: it has to be verified again.
        </p>
      )}
    </FormModal>
  );
};

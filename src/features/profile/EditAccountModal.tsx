import { useState } from 'react';
import { useEditAccount, type Connection, type EditableAccount, type LinkedAccount } from '#/data/accounts';
import type { AccountConfig } from '#/data/config';
import { useMe } from '#/data/me';
import { useWrite } from '#/data/useWrite';
import { editableProblems } from '#/domain/identity';
import { FormModal } from '#/ui/FormModal';
import { TextField } from '#/ui/TextField';
import { closeWithToast } from '#/ui/toast';
import { useFields } from '#/ui/useFields';
import styles from './dialogs.module.css';
import linked from './linked.module.css';

type Fields = EditableAccount['fields'];
type EditProps = { account: AccountConfig; by: Connection['by']; read: LinkedAccount; onClose: () => void };

type FormField = { field: keyof Fields; label: string; type: string; purpose: string; hint?: string };

/** Those in one row stand side by side where there is room. */
const ROWS: readonly (readonly FormField[])[] = [
  [{ field: 'name', label: 'Name', type: 'text', purpose: 'name' }],
  [
    { field: 'company', label: 'Company', type: 'text', purpose: 'organization' },
    { field: 'job_title', label: 'Job title', type: 'text', purpose: 'organization-title' },
  ],
  [
    {
      field: 'avatar_url',
      label: 'Address of a picture',
      type: 'url',
      purpose: 'photo',
      hint: 'The console itself loads no pictures from other sites.',
    },
  ],
  [
    { field: 'username', label: 'User name', type: 'text', purpose: 'username' },
    { field: 'email', label: 'E-mail', type: 'email', purpose: 'email' },
  ],
];
const FIELDS = ROWS.flat();

const NO_FIELDS: Fields = { name: '', company: '', job_title: '', avatar_url: '', username: '', email: '' };
const isIn = (field: string): field is keyof Fields => field in NO_FIELDS;
const trimmed = (typed: Fields) =>
  Object.fromEntries(Object.entries(typed).map(([field, value]) => [field, value.trim()])) as Fields;

/** Changes one's own account at ZenML Pro. What the API says of a field stands at the field. */
export const EditAccountModal = ({ account, by, read, onClose }: EditProps) => {
  const { me } = useMe();
  const { save, isSaved } = useEditAccount(account, by, me.userUuid);
  const [before] = useState(read.editable);
  const form = useFields<Fields>(before?.fields ?? NO_FIELDS, (typed) => {
    if (!before) return {};
    const to = trimmed(typed);
    // Unchanged fields are not checked.
    const wrong = Object.entries(editableProblems(to, before.fields));
    return Object.fromEntries(wrong.filter(([field]) => isIn(field) && to[field] !== before.fields[field]));
  });
  const wanted = trimmed(form.values);

  const write = useWrite({
    work: async () => before && save(before.fields, wanted),
    check: () => isSaved(wanted),
    saved: closeWithToast(onClose, { title: `${account.name}: profile changed` }),
    mark: form.mark,
  });

  if (!before) return null;
  const isSame = FIELDS.every(({ field }) => wanted[field] === before.fields[field]);
  const isOwned = (field: keyof Fields) => before.external !== null && (field === 'username' || field === 'email');
  return (
    <FormModal
      title={`Edit ${account.name} profile`}
      submitLabel="Save"
      write={write}
      reason={form.problem ?? (isSame ? 'Nothing is changed yet.' : undefined)}
      onClose={onClose}
    >
      {ROWS.map((row) => (
        <div key={row[0]?.field} className={row.length > 1 ? styles.pair : undefined}>
          {row.map(({ field, label, type, purpose, hint }) => (
            <TextField
              key={field}
              label={label}
              hint={
                isOwned(field) ? (
                  <>
                    It comes from <bdi>{before.external}</bdi>, through which this account signs in.
                  </>
                ) : (
                  hint
                )
              }
              className={linked.owned}
              first={field === 'name'}
              type={type}
              autoComplete={purpose}
              spellCheck={false}
              readOnly={isOwned(field)}
              {...form.field(field)}
            />
          ))}
        </div>
      ))}
      {wanted.email !== before.fields.email && (
        <p className={styles.warning}>Check the spelling: {account.name} may use this address to sign you in.</p>
      )}
    </FormModal>
  );
};

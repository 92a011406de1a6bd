import { useState } from 'react';
import { ApiFailure } from '#/api/core/failure';
import { useEditAccount, type Connection, type EditableAccount, type LinkedAccount } from '#/data/accounts';
import type { AccountConfig } from '#/data/config';
import { useMe } from '#/data/me';
import { useWrite } from '#/data/useWrite';
import { editableProblems } from '#/domain/identity';
import { classes } from '#/lib/text';
import { Field } from '#/ui/Field';
import { FormModal } from '#/ui/FormModal';
import { toast } from '#/ui/toast';
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
      hint: 'The console itself loads no pictures from elsewhere.',
    },
  ],
  [
    { field: 'username', label: 'User name', type: 'text', purpose: 'username' },
    { field: 'email', label: 'E-mail', type: 'email', purpose: 'email' },
  ],
];
const FIELDS = ROWS.flat();

/** Changes one's own account at ZenML Pro. What the API says of a field stands at the field. */
export const EditAccountModal = ({ account, by, read, onClose }: EditProps) => {
  const { me } = useMe();
  const { save, isSaved } = useEditAccount(account, by, me.userUuid);
  const [before] = useState(read.editable);
  const [typed, setTyped] = useState<Fields | undefined>(before?.fields);
  const [refused, setRefused] = useState<Readonly<Record<string, string>>>({});
  const wanted =
    typed && (Object.fromEntries(Object.entries(typed).map(([field, value]) => [field, value.trim()])) as Fields);

  const { busy, problem, submit, checkIfSaved } = useWrite({
    work: async () => {
      if (!before || !wanted) return;
      setRefused({});
      await save(before.fields, wanted).catch((error: unknown) => {
        if (error instanceof ApiFailure) setRefused(error.fields);
        throw error;
      });
    },
    check: async () => wanted !== undefined && isSaved(wanted),
    saved: () => {
      toast({ title: `${account.name}: profile changed` });
      onClose();
    },
  });

  if (!before || !typed || !wanted) return null;
  const isChanged = (field: string) => wanted[field as keyof Fields] !== before.fields[field as keyof Fields];
  // What is as it was is the business of whoever let it be so.
  const problems = Object.fromEntries(
    Object.entries(editableProblems(wanted, before.fields)).filter(([field]) => isChanged(field)),
  );
  const isSame = !FIELDS.some(({ field }) => isChanged(field));
  const isOwned = (field: keyof Fields) => before.external !== null && (field === 'username' || field === 'email');
  const isMarked = problem !== null && FIELDS.some(({ field }) => refused[field]);
  return (
    <FormModal
      title={`Edit ${account.name} profile`}
      submitLabel="Save"
      problem={isMarked ? { ...problem, message: 'What is wrong stands at the fields.' } : problem}
      onCheck={checkIfSaved}
      busy={busy}
      reason={Object.values(problems)[0] ?? (isSame ? 'Nothing is changed yet.' : undefined)}
      onSubmit={submit}
      onClose={onClose}
    >
      {ROWS.map((row) => (
        <div key={row[0]?.field} className={row.length > 1 ? styles.pair : undefined}>
          {row.map(({ field, label, type, purpose, hint }) => (
            <Field
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
              error={problems[field] ?? refused[field] ?? null}
            >
              {(control) => (
                <input
                  {...control}
                  className={classes(control.className, linked.owned)}
                  data-autofocus={field === 'name' || undefined}
                  type={type}
                  autoComplete={purpose}
                  spellCheck={false}
                  readOnly={isOwned(field)}
                  value={typed[field]}
                  onChange={(event) => {
                    setTyped({ ...typed, [field]: event.target.value });
                    setRefused((all) => Object.fromEntries(Object.entries(all).filter(([name]) => name !== field)));
                  }}
                />
              )}
            </Field>
          ))}
        </div>
      ))}
      {wanted.email !== before.fields.email && (
        <p className={styles.warning}>Check the spelling: {account.name} may use this address to sign you in.</p>
      )}
    </FormModal>
  );
};

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import {
  saveWarehouseCredentials,
  useWarehouseCredentialsChanged,
  warehouseCredentialsQuery,
  wereCredentialsSaved,
} from '#/data/warehouse-credentials';
import { useWrite } from '#/data/useWrite';
import {
  isWarehouseType,
  loginKind,
  readKeyfile,
  WAREHOUSE_TYPES,
  warehouseName,
  type WarehouseCredentials,
  type WarehouseType,
} from '#/domain/warehouses';
import { Field } from '#/ui/Field';
import { FormModal } from '#/ui/FormModal';
import { toast } from '#/ui/toast';
import styles from './dialogs.module.css';

type CredentialsModalProps = { present: WarehouseCredentials | null; onClose: () => void };

const KEYFILE_LIMIT = 100_000;

/**
 * Stores warehouse credentials, or replaces them. Secrets only go in: what is stored is never shown, and has to be entered
 * again with every change, because the server replaces all of it.
 */
export const CredentialsModal = ({ present, onClose }: CredentialsModalProps) => {
  const changed = useWarehouseCredentialsChanged();
  const { data: known } = useQuery(warehouseCredentialsQuery);
  const isKnownType = present === null || isWarehouseType(present.type);
  const [name, setName] = useState(present?.name ?? '');
  const [type, setType] = useState<WarehouseType>(present && isWarehouseType(present.type) ? present.type : 'postgres');
  const [user, setUser] = useState(present?.user ?? '');
  const [secret, setSecret] = useState('');
  const [fileProblem, setFileProblem] = useState<string | null>(null);
  const kind = loginKind(type);

  const { busy, problem, submit, checkIfSaved } = useWrite({
    work: () => saveWarehouseCredentials(present?.uuid ?? null, { name, type, user, secret }),
    check: () => wereCredentialsSaved(present?.uuid ?? null, name, known ?? []),
    saved: async () => {
      await changed();
      toast({
        title: present ? 'Credentials changed' : 'Credentials added',
        message: `“${name.trim()}” is ready to be used in a project.`,
      });
      onClose();
    },
  });

  const readFile = async (file: File | undefined) => {
    const text = file && file.size <= KEYFILE_LIMIT ? await file.text() : '';
    const isKeyfile = readKeyfile(text) !== null;
    setSecret(isKeyfile ? text : '');
    setFileProblem(!file || isKeyfile ? null : `“${file.name}” is not the key file of a service account.`);
  };

  const missing = () => {
    if (!isKnownType) return 'The console does not know this kind of warehouse.';
    if (name.trim() === '') return 'Give them a name first.';
    if (kind === 'password' && user.trim() === '') return 'Enter the user first.';
    if (secret === '')
      return {
        password: 'Enter the password first.',
        token: 'Enter the token first.',
        keyfile: 'Choose the key file first.',
      }[kind];
    return undefined;
  };

  return (
    <FormModal
      title={present ? `Edit the credentials “${present.name}”` : 'Add warehouse credentials'}
      submitLabel={present ? 'Save' : 'Add credentials'}
      problem={problem}
      onCheck={checkIfSaved}
      busy={busy}
      reason={missing()}
      onSubmit={submit}
      onClose={onClose}
    >
      <div className={styles.pair}>
        <Field label="Name">
          {(control) => (
            <input
              {...control}
              data-autofocus
              type="text"
              autoComplete="off"
              maxLength={255}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <Field label="Warehouse" hint={present ? 'For another warehouse, add other credentials.' : undefined}>
          {(control) => (
            <select
              {...control}
              value={type}
              disabled={present !== null}
              onChange={(event) => {
                setType(event.target.value as WarehouseType);
                setSecret('');
                setFileProblem(null);
              }}
            >
              {WAREHOUSE_TYPES.map((each) => (
                <option key={each} value={each}>
                  {warehouseName(each)}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
      {kind === 'password' && (
        <Field label="User">
          {(control) => (
            <input
              {...control}
              type="text"
              autoComplete="off"
              spellCheck={false}
              value={user}
              onChange={(event) => setUser(event.target.value)}
            />
          )}
        </Field>
      )}
      {kind === 'keyfile' ? (
        <Field
          key="keyfile"
          label="Key file"
          hint="The JSON file of a service account, as Google Cloud hands it out."
          error={fileProblem}
        >
          {(control) => (
            <input
              {...control}
              type="file"
              accept=".json,application/json"
              onChange={(event) => void readFile(event.target.files?.[0])}
            />
          )}
        </Field>
      ) : (
        <Field
          key="secret"
          label={kind === 'token' ? 'Personal access token of Databricks' : 'Password'}
          hint={
            present
              ? 'Lightdash never shows what is stored, and replaces all of it: enter it again.'
              : 'Lightdash never shows it again.'
          }
        >
          {(control) => (
            <input
              {...control}
              type="password"
              autoComplete="new-password"
              value={secret}
              onChange={(event) => setSecret(event.target.value)}
            />
          )}
        </Field>
      )}
    </FormModal>
  );
};

import {
  useSaveWarehouseCredentials,
  useWarehouseCredentials,
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
import { TextField } from '#/ui/TextField';
import { closeWithToast } from '#/ui/toast';
import { useFields } from '#/ui/useFields';
import styles from './dialogs.module.css';

type CredentialsModalProps = { present: WarehouseCredentials | null; onClose: () => void };

const KEYFILE_LIMIT = 100_000;

/**
 * Stores warehouse credentials, or replaces them. Secrets only go in: what is stored is never shown, and has to be entered
 * again with every change, because the server replaces all of it.
 */
export const CredentialsModal = ({ present, onClose }: CredentialsModalProps) => {
  const save = useSaveWarehouseCredentials(present?.uuid ?? null);
  const { data: known } = useWarehouseCredentials();
  const isKnownType = present === null || isWarehouseType(present.type);
  const form = useFields<{ name: string; type: WarehouseType; user: string; secret: string }>({
    name: present?.name ?? '',
    type: present && isWarehouseType(present.type) ? present.type : 'postgres',
    user: present?.user ?? '',
    secret: '',
  });
  const { name, type, user, secret } = form.values;
  const kind = loginKind(type);

  const write = useWrite({
    work: () => save(form.values),
    // Without those that were there before, old ones of that name would count as the new ones.
    ...(known && { check: () => wereCredentialsSaved(present?.uuid ?? null, name, known) }),
    saved: closeWithToast(onClose, {
      title: present ? 'Credentials changed' : 'Credentials added',
      message: `“${name.trim()}” is ready to be used in a project.`,
    }),
    mark: form.mark,
  });

  const readFile = async (file: File | undefined) => {
    const text = file && file.size <= KEYFILE_LIMIT ? await file.text() : '';
    const isKeyfile = readKeyfile(text) !== null;
    form.set('secret', isKeyfile ? text : '');
    form.setProblem('secret', !file || isKeyfile ? null : `“${file.name}” is not the key file of a service account.`);
  };

  const missing = () => {
    if (!isKnownType) return 'The console does not know this kind of warehouse.';
    // All of it would be replaced by a user and a password, even where only the name is another.
    if (present?.isOtherLogin) return 'These sign in otherwise than by a password. Change them in Lightdash.';
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
      write={write}
      reason={missing()}
      onClose={onClose}
    >
      <div className={styles.pair}>
        <TextField label="Name" first maxLength={255} {...form.field('name')} />
        <Field label="Warehouse" hint={present ? 'For another warehouse, add other credentials.' : undefined}>
          {(control) => (
            <select
              {...control}
              value={isKnownType ? type : present.type}
              disabled={present !== null}
              onChange={(event) => {
                form.set('type', event.target.value as WarehouseType);
                form.set('secret', '');
              }}
            >
              {!isKnownType && <option value={present.type}>{warehouseName(present.type)}</option>}
              {WAREHOUSE_TYPES.map((each) => (
                <option key={each} value={each}>
                  {warehouseName(each)}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
      {kind === 'password' && <TextField label="User" spellCheck={false} {...form.field('user')} />}
      {kind === 'keyfile' ? (
        <Field
          key="keyfile"
          label="Key file"
          hint="The JSON key of a service account, from Google Cloud."
          error={form.field('secret').error}
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
        <TextField
          key="secret"
          label={kind === 'token' ? 'Personal access token of Databricks' : 'Password'}
          hint={
            present
              ? 'Saving replaces the stored secret, which Lightdash never shows. Enter it again.'
              : 'Lightdash never shows it again.'
          }
          type="password"
          autoComplete="new-password"
          {...form.field('secret')}
        />
      )}
    </FormModal>
  );
};

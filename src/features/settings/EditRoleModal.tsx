import { useMemo } from 'react';
import { AccessPreview, holdersOf, previewRoleScopes, useOrganizationAccess } from '#/access';
import { roleCalled, roleChange, useRoleWrites, type RoleInput } from '#/data/custom-roles';
import { useMe } from '#/data/me';
import { useNotedWrite } from '#/data/useNotedWrite';
import { compareScopes, groupScopes, offeredScopes, scopeInWords } from '#/domain/scopes';
import { count } from '#/lib/text';
import lists from '#/ui/FactList.module.css';
import { Field } from '#/ui/Field';
import { FormModal } from '#/ui/FormModal';
import { TextField } from '#/ui/TextField';
import { toast } from '#/ui/toast';
import { useFields } from '#/ui/useFields';
import { heldBy, servicesOf, type RoleRow } from './role-rows';
import { roleNameProblem } from './role-name';
import styles from './settings.module.css';

/** Who gains and who loses by other scopes, by the rules of access over what has been read of the organization. */
const Impact = ({ role, scopes }: { role: RoleRow; scopes: readonly string[] }) => {
  const { model, names, reading, rest } = useOrganizationAccess();
  const isReading = reading.state === 'running';
  const preview = useMemo(
    () => (model && !isReading ? previewRoleScopes(model, role.id, scopes) : null),
    [model, isReading, role.id, scopes],
  );
  const holders = useMemo(() => [...(model ? holdersOf(model.snapshot, role.id) : [])], [model, role.id]);
  const [only] = holders;
  return (
    <AccessPreview
      about="everywhere"
      preview={preview}
      names={names}
      // Who holds it in what has not been read is not known.
      concerned={holders.length || null}
      isReading={isReading}
      rest={rest.rest}
      progress={null}
      readRest={rest.onRead}
      isRefused={false}
    >
      {only !== undefined && holders.length === 1 && (
        <p>
          It concerns <bdi>{names.person(only)}</bdi>.
        </p>
      )}
    </AccessPreview>
  );
};

/** What the scopes of a role become, in words, and of what is held already whom it changes. */
const Changes = ({ role, scopes }: { role: RoleRow; scopes: readonly string[] }) => {
  const { onlyFirst: lost, onlySecond: gained } = compareScopes(role.scopes, scopes);
  const services = servicesOf(role.holders);
  return (
    <div className={styles.changes} role="status">
      {gained.length > 0 && (
        <p>
          <b>Gives from now on:</b> {gained.map(scopeInWords).join('; ')}.
        </p>
      )}
      {lost.length > 0 && (
        <p>
          <b>Gives no longer:</b> {lost.map(scopeInWords).join('; ')}.
        </p>
      )}
      <p>Held by: {heldBy(role).toLowerCase()}.</p>
      {services.length > 0 && (
        <>
          <p>It changes what these service accounts may do:</p>
          <ul className={lists.facts}>
            {services.map(({ uuid, name }) => (
              <li key={uuid}>
                <bdi>{name}</bdi>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
};

/** Creates a custom role, or changes what one gives: for whom that changes something is said before it is saved. */
export const EditRoleModal = ({
  of: role,
  all,
  onClose,
}: {
  /** The role that is changed; null for a new one. */
  of: RoleRow | null;
  all: readonly RoleRow[];
  onClose: () => void;
}) => {
  const { me } = useMe();
  const { create, update } = useRoleWrites(me.organizationUuid);
  const hasLevels = all.some(({ level }) => level !== null);
  const others = all.filter(({ id }) => id !== role?.id);
  const form = useFields<{
    name: string;
    description: string;
    level: 'project' | 'organization';
    scopes: readonly string[];
  }>(
    {
      name: role?.name ?? '',
      description: role?.description ?? '',
      level: role?.level ?? 'project',
      scopes: role?.scopes ?? [],
    },
    ({ name }) => ({ name: roleNameProblem(name, others) }),
  );
  const { level, scopes } = form.values;
  const name = form.values.name.trim();
  const description = form.values.description.trim();
  // An admin has every scope there is.
  const offered = useMemo(
    () =>
      offeredScopes(
        all.flatMap((each) => each.scopes),
        level,
        role?.scopes ?? [],
      ),
    [all, role, level],
  );
  const chosen = useMemo(() => scopes.filter((scope) => offered.includes(scope)), [scopes, offered]);
  const input: RoleInput = { name, description, level: hasLevels ? level : null, scopes: chosen };
  const { onlyFirst, onlySecond } = compareScopes(role?.scopes ?? [], chosen);
  const hasOtherScopes = onlyFirst.length + onlySecond.length > 0;
  const isSame = role !== null && name === role.name && description === role.description && !hasOtherScopes;

  const write = useNotedWrite({
    change: () =>
      role
        ? roleChange(me.organizationUuid, role, input)
        : { place: 'roles', what: `Role ${name}`, told: `Created with ${count(chosen.length, 'scope', 'scopes')}.` },
    work: () => (role ? update(role, input) : create(input)),
    check: async () => {
      const found = await roleCalled(me.organizationUuid, name);
      const { onlyFirst: less, onlySecond: more } = compareScopes(found?.scopes ?? [], chosen);
      return (
        found !== null &&
        (role === null || found.id === role.id) &&
        found.description === description &&
        less.length + more.length === 0
      );
    },
    saved: (undo) => {
      toast({
        undo,
        title: role ? 'Role changed' : 'Role created',
        message: role ? `${name} gives ${count(chosen.length, 'scope', 'scopes')} now.` : `Nobody holds ${name} yet.`,
      });
      onClose();
    },
    mark: form.mark,
  });

  const toggle = (scope: string, isOn: boolean) =>
    form.set('scopes', isOn ? [...scopes, scope] : scopes.filter((each) => each !== scope));
  return (
    <FormModal
      title={role ? `Edit ${role.name}` : 'Create role'}
      submitLabel={role ? 'Save' : 'Create role'}
      write={write}
      reason={
        form.problem ??
        (name === ''
          ? 'Enter a name.'
          : chosen.length === 0
            ? 'Choose what it gives: a role without scopes cannot be given.'
            : isSame
              ? 'Nothing is changed yet.'
              : undefined)
      }
      onClose={onClose}
    >
      <TextField label="Name" first maxLength={255} {...form.field('name')} />
      <TextField label="Description" {...form.field('description')} />
      {hasLevels && (
        <Field label="Given in" hint={role ? 'This can never be changed.' : 'This can never be changed afterwards.'}>
          {(control) => (
            <select
              {...control}
              disabled={role !== null}
              value={level}
              onChange={({ target }) => form.set('level', target.value === 'organization' ? 'organization' : 'project')}
            >
              <option value="project">Projects, to people and groups</option>
              <option value="organization">The organization, to people, in every project</option>
            </select>
          )}
        </Field>
      )}
      <div>
        <b id="scopes-title">What it gives</b>
        <div className={styles.choices} role="group" aria-labelledby="scopes-title">
          {groupScopes(offered).map((group) => (
            <fieldset key={group.family}>
              <legend>{group.family}</legend>
              {group.scopes.map((scope) => (
                <label key={scope} className={styles.switch} title={scope}>
                  <input
                    type="checkbox"
                    checked={chosen.includes(scope)}
                    onChange={({ target }) => toggle(scope, target.checked)}
                  />
                  <span>{scopeInWords(scope)}</span>
                </label>
              ))}
            </fieldset>
          ))}
        </div>
      </div>
      {role && hasOtherScopes && <Changes role={role} scopes={chosen} />}
      {role && hasOtherScopes && role.holders.some(({ kind }) => kind !== 'service') && (
        <Impact role={role} scopes={chosen} />
      )}
    </FormModal>
  );
};

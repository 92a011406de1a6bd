import { ApiFailure } from '../api/core/failure';
import { supports } from '../api/lightdash/capabilities';
import {
  getListUserAttributesQueryOptions,
  getUpdateUserAttributeMutationOptions,
  listUserAttributes,
  updateUserAttribute,
  useCreateUserAttribute as useCreateOnServer,
  useDeleteUserAttribute as useDeleteOnServer,
  useListUserAttributes,
  useUpdateUserAttribute,
} from '../api/lightdash/gen/attributes/attributes';
import type { UserAttribute } from '../api/lightdash/gen/model/userAttribute';
import type { UserAttributeInput } from '../api/lightdash/gen/model/userAttributeInput';
import {
  sameAttribute,
  sameValues,
  withValues,
  type Attribute,
  type AttributeDraft,
  type Holder,
  type ValueChange,
} from '../domain/attributes';
import { memoized } from '../lib/memo';
import { writeWith, type Change, type State } from './journal';
import { readBack } from './read-back';
import { stillCalled, unlessGone } from './still-called';

/** Up to 0.2110 there is one value; an empty one is none. */
const valuesOf = ({ value, values }: { value: string; values?: string[] }): readonly string[] =>
  values ?? (value === '' ? [] : [value]);

const toAttribute = (wire: UserAttribute): Attribute => ({
  uuid: wire.uuid,
  name: wire.name,
  description: wire.description ?? '',
  createdAt: wire.createdAt,
  defaults: wire.attributeDefaults ?? (wire.attributeDefault ? [wire.attributeDefault] : []),
  users: new Map(wire.users.map((user) => [user.userUuid, valuesOf(user)])),
  groups: new Map(wire.groups.map((group) => [group.groupUuid, valuesOf(group)])),
});

const byName = memoized((wire: UserAttribute[]): readonly Attribute[] =>
  wire.map(toAttribute).toSorted((a, b) => a.name.localeCompare(b.name)),
);

/** Every user attribute with all its values, by name. For admins (getUserAttributes.viewer-403, developer). */
export const attributesQuery = { ...getListUserAttributesQueryOptions(), select: byName };

/** The same for a component. In: whether to ask yet. */
export const useAttributes = (enabled = true) => useListUserAttributes({ query: { select: byName, enabled } });

/** Whether the server keeps several values of one holder: seen at an attribute, else by its generation. */
export const keepsSeveral = (wire: readonly UserAttribute[]): boolean => {
  const [first] = wire;
  return first ? 'attributeDefaults' in first : supports('inheritance') === true;
};

/** For a form, with what the last reading told. */
export const useKeepsSeveral = (): boolean => useListUserAttributes({ query: { select: keepsSeveral } }).data ?? false;

/**
 * What is written. Never both forms: a server that knows several would drop none of them by the plural, and one that does not
 * gets the single value.
 *
 * @throws ApiFailure `invalid` where somebody would have several values and the server keeps one.
 */
export const toInput = (draft: AttributeDraft, several: boolean): UserAttributeInput => {
  const holders = [draft.defaults, ...draft.users.values(), ...draft.groups.values()];
  if (!several && holders.some((values) => values.length > 1))
    throw new ApiFailure({
      kind: 'invalid',
      outcome: 'not-sent',
      serverMessage: 'This server keeps one value for each person, group and default',
    });
  const held = (values: readonly string[]) => (several ? { values: [...values] } : { value: values[0] ?? '' });
  return {
    name: draft.name,
    // What is left out stays as it was, so that only an empty one takes it away.
    description: draft.description,
    ...(several
      ? { attributeDefaults: draft.defaults.length > 0 ? [...draft.defaults] : null }
      : { attributeDefault: draft.defaults[0] ?? null }),
    users: [...draft.users].map(([userUuid, values]) => ({ userUuid, ...held(values) })),
    groups: [...draft.groups].map(([groupUuid, values]) => ({ groupUuid, ...held(values) })),
  };
};

const find = async (uuid: string): Promise<{ attribute: Attribute; several: boolean }> => {
  const wire = await listUserAttributes();
  const found = wire.find((each) => each.uuid === uuid);
  if (!found)
    throw new ApiFailure({ kind: 'not-found', outcome: 'not-sent', serverMessage: 'It is not there any more' });
  return { attribute: toAttribute(found), several: keepsSeveral(wire) };
};

const heldBy = (attribute: Attribute, { kind, uuid }: Holder) =>
  attribute[kind === 'user' ? 'users' : 'groups'].get(uuid);

/**
 * Changes an attribute, which the server replaces as a whole: reads it afresh, applies the change to that, writes it, and reads it
 * again to see that what is touched is as it was written. In: `seen`, what the change was decided on; `touches`, the holders that it gives or
 * takes values, of which none may have changed meanwhile. Throws ApiFailure; `conflict` where it has been changed since or Lightdash
 * did not keep it; of outcome `unknown` where it could not be read again.
 */
export const changeAttribute = async (
  seen: Attribute,
  change: (current: Attribute) => Attribute,
  touches: readonly Holder[] | 'itself',
  write: (variables: { userAttributeUuid: string; data: UserAttributeInput }) => Promise<unknown> = ({
    userAttributeUuid,
    data,
  }) => updateUserAttribute(userAttributeUuid, data),
): Promise<void> => {
  const { attribute: current, several } = await find(seen.uuid);
  /** Of what is touched. */
  const isAs = (expected: Attribute, present: Attribute) =>
    touches === 'itself'
      ? present.name === expected.name &&
        present.description === expected.description &&
        sameValues(present.defaults, expected.defaults)
      : touches.every((holder) => sameValues(heldBy(present, holder), heldBy(expected, holder)));
  if (!isAs(seen, current))
    throw new ApiFailure({
      kind: 'conflict',
      outcome: 'not-sent',
      serverMessage: 'This attribute has been changed since you opened this. Look at it again',
    });
  const wanted = change(current);
  await write({ userAttributeUuid: seen.uuid, data: toInput(wanted, several) });
  await readBack(find(seen.uuid).then(({ attribute: after }) => isAs(wanted, after)));
};

/** The same for a dialog, which waits until the page shows it. */
export const useChangeAttribute = () => {
  const { mutateAsync } = useUpdateUserAttribute();
  return (seen: Attribute, change: (current: Attribute) => Attribute, touches: readonly Holder[] | 'itself') =>
    changeAttribute(seen, change, touches, mutateAsync);
};

/** In which order values come does not matter. */
const toPart = (values: readonly string[]): string => JSON.stringify(values.toSorted());
const sayValues = (values: string | undefined): string =>
  values === undefined ? 'no value' : (JSON.parse(values) as string[]).join(', ') || 'none';

/** A change of an attribute itself, for the journal. In: as it was seen, and what of it is wanted. */
export const attributeChange = (
  seen: Attribute,
  wanted: Pick<AttributeDraft, 'name' | 'description' | 'defaults'>,
): Change => {
  const stateOf = ({ name, description, defaults }: typeof wanted): State =>
    new Map([
      ['Name', name],
      ['Description', description],
      ['Default', toPart(defaults)],
    ]);
  const { name, description, defaults } = seen;
  return {
    place: 'attributes',
    what: `Attribute ${wanted.name}`,
    back: {
      before: stateOf(seen),
      after: stateOf(wanted),
      read: async () => stateOf((await find(seen.uuid)).attribute),
      write: (client) =>
        changeAttribute(
          { ...seen, ...wanted },
          (current) => ({ ...current, name, description, defaults }),
          'itself',
          (variables) => writeWith(client, getUpdateUserAttributeMutationOptions(), variables),
        ),
      say: (part, value) => `${part}: ${part === 'Default' ? sayValues(value) : value || 'none'}.`,
    },
  };
};

/** A change of values of an attribute, for the journal: others' values are no part of it. In: how a holder is called. */
export const valuesChange = (
  seen: Attribute,
  changes: readonly ValueChange[],
  nameOf: (holder: Holder) => string,
): Change => {
  const holders = new Map(changes.map((change) => [`${change.kind} ${change.uuid}`, change]));
  const stateOf = (attribute: Attribute): State =>
    new Map(
      [...holders].flatMap(([part, holder]) => {
        const values = heldBy(attribute, holder);
        return values ? [[part, toPart(values)]] : [];
      }),
    );
  const after = withValues(seen, changes);
  const former = changes.map(({ kind, uuid }) => ({ kind, uuid, values: heldBy(seen, { kind, uuid }) ?? null }));
  return {
    place: 'attributes',
    what: `Values of ${seen.name}`,
    back: {
      before: stateOf(seen),
      after: stateOf(after),
      read: async () => stateOf((await find(seen.uuid)).attribute),
      write: (client) =>
        changeAttribute(
          after,
          (current) => withValues(current, former),
          former,
          (variables) => writeWith(client, getUpdateUserAttributeMutationOptions(), variables),
        ),
      say: (part, value) => {
        const holder = holders.get(part);
        return `${holder ? nameOf(holder) : 'Somebody'}: ${sayValues(value)}.`;
      },
    },
  };
};

/** Whether an attribute is now as it was to be: for a write of which no answer came. Throws ApiFailure. */
export const isChanged = async (seen: Attribute, change: (current: Attribute) => Attribute): Promise<boolean> => {
  const { attribute } = await find(seen.uuid);
  return sameAttribute(attribute, change(attribute));
};

/** Makes an attribute, with nobody's values. Looks first: the server answers a name in use with 500. Throws ApiFailure; `conflict`. */
export const useCreateAttribute = () => {
  const { mutateAsync } = useCreateOnServer();
  return async (draft: Pick<AttributeDraft, 'name' | 'description' | 'defaults'>): Promise<void> => {
    const wire = await listUserAttributes();
    if (wire.some(({ name }) => name === draft.name))
      throw new ApiFailure({
        kind: 'conflict',
        outcome: 'not-sent',
        serverMessage: 'There is an attribute of that name',
      });
    await mutateAsync({ data: toInput({ ...draft, users: new Map(), groups: new Map() }, keepsSeveral(wire)) });
  };
};

/** Whether there is an attribute of a name. Throws ApiFailure. */
export const isAttribute = async (name: string): Promise<boolean> =>
  (await listUserAttributes()).some((each) => each.name === name);

/** Deletes an attribute by the name that was typed. One that is gone already is no error. Throws ApiFailure; `conflict`. */
export const useDeleteAttribute = ({ uuid, name }: Pick<Attribute, 'uuid' | 'name'>) => {
  const { mutateAsync } = useDeleteOnServer({
    mutation: { onMutate: () => stillCalled(async () => (await find(uuid)).attribute.name, name) },
  });
  return () => unlessGone(mutateAsync({ userAttributeUuid: uuid }));
};

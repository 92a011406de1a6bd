import { useMemo, useState } from 'react';
import { isChanged, useAttributes, useChangeAttribute, useKeepsSeveral, valuesChange } from '#/data/attributes';
import { useGroups } from '#/data/groups';
import { useMembers } from '#/data/members';
import { useNotedWrite } from '#/data/useNotedWrite';
import { sameValues, valuesIn, withValues, type Attribute, type ValueChange } from '#/domain/attributes';
import { memberOptions } from '#/domain/members';
import { count } from '#/lib/text';
import { Field } from '#/ui/Field';
import { FormModal } from '#/ui/FormModal';
import { MultiPicker, Picker } from '#/ui/Picker';
import { toast } from '#/ui/toast';
import { Impact } from './Impact';
import { ValuesField } from './ValuesField';

type ValuesModalProps = {
  attribute: Attribute;
  holders: 'user' | 'group';
  people: readonly string[];
  onClose: () => void;
};

/** So many are shown by name in the picker; a longer choice is that of the list behind the dialog. */
const PICKED = 30;
const NO_ATTRIBUTES: readonly Attribute[] = [];

/** Gives one or many people, or groups, values of an attribute of their own, or takes those away. */
export const ValuesModal = ({ attribute: opened, holders, people, onClose }: ValuesModalProps) => {
  const { data: attributes = NO_ATTRIBUTES } = useAttributes();
  const { data: everybody } = useMembers();
  const { data: groups } = useGroups();
  const several = useKeepsSeveral();
  const change = useChangeAttribute();
  const [attributeUuid, setAttribute] = useState(opened.uuid);
  const [chosen, setChosen] = useState<string[]>([...people]);
  const [does, setDoes] = useState<'set' | 'take'>('set');
  // What it was opened on: the list behind the dialog may be read again.
  const [seen] = useState(attributes);
  const attribute = seen.find(({ uuid }) => uuid === attributeUuid) ?? opened;
  const present = (uuid: string) => attribute[holders === 'user' ? 'users' : 'groups'].get(uuid);
  const [first] = chosen;
  const [typed, setTyped] = useState(() =>
    (people.length === 1 ? (opened.users.get(people[0] ?? '') ?? []) : []).join('\n'),
  );
  const values = useMemo(() => valuesIn(typed), [typed]);
  const isMany = chosen.length > PICKED;

  const changes = useMemo<ValueChange[]>(
    () => chosen.map((uuid) => ({ kind: holders, uuid, values: does === 'take' ? null : values })),
    [chosen, holders, does, values],
  );
  const after = useMemo(() => withValues(attribute, changes), [attribute, changes]);
  const isSame = changes.every(({ uuid, values: wanted }) => sameValues(present(uuid), wanted ?? undefined));
  const options = useMemo(
    () =>
      holders === 'user'
        ? memberOptions(everybody?.members ?? [])
        : [...(groups?.values() ?? [])].map(({ uuid, name }) => ({ value: uuid, label: name })),
    [holders, everybody, groups],
  );

  const apply = (current: Attribute): Attribute => withValues(current, changes);
  const write = useNotedWrite({
    change: () =>
      valuesChange(
        attribute,
        changes,
        ({ kind, uuid }) =>
          (kind === 'user' ? everybody?.byUuid.get(uuid)?.name : groups?.get(uuid)?.name) ?? 'Somebody',
      ),
    work: () => change(attribute, apply, changes),
    check: () => isChanged(attribute, apply),
    saved: (undo) => {
      toast({
        undo,
        title: does === 'take' ? 'Values taken away' : 'Values saved',
        message: `${attribute.name} of ${count(chosen.length, holders === 'user' ? 'person' : 'group', holders === 'user' ? 'people' : 'groups')}.`,
      });
      onClose();
    },
  });
  const reason =
    chosen.length === 0
      ? 'Choose who it is for.'
      : does === 'set' && values.length === 0
        ? 'Say which value.'
        : does === 'set' && !several && values.length > 1
          ? 'This server keeps one value.'
          : isSame
            ? 'It is so already.'
            : undefined;

  return (
    <FormModal
      title={`Values of ${attribute.name}`}
      submitLabel={does === 'take' ? 'Take away' : 'Save'}
      write={write}
      reason={reason}
      onClose={onClose}
    >
      {people.length > 1 && seen.length > 1 && (
        <Picker
          label="Attribute"
          placeholder="Search by name"
          options={seen.map(({ uuid, name }) => ({ value: uuid, label: name }))}
          value={attributeUuid}
          onChange={(uuid) => uuid && setAttribute(uuid)}
        />
      )}
      {isMany ? (
        <p>For all {count(chosen.length, 'person', 'people')} that the list shows.</p>
      ) : (
        <MultiPicker
          label={holders === 'user' ? 'People' : 'Groups'}
          placeholder="Search by name"
          options={options}
          value={chosen}
          onChange={setChosen}
        />
      )}
      <Field label="What is done">
        {(control) => (
          <select {...control} value={does} onChange={(event) => setDoes(event.target.value as 'set' | 'take')}>
            <option value="set">Give a value of their own</option>
            <option value="take">Take their own value away</option>
          </select>
        )}
      </Field>
      {does === 'set' && (
        <ValuesField
          label="Value"
          hint={
            chosen.length === 1 && first !== undefined && present(first)
              ? `Instead of ${present(first)?.join(', ') || 'none'}.`
              : 'Beside what their groups give.'
          }
          several={several}
          value={typed}
          onChange={setTyped}
        />
      )}
      {chosen.length > 0 && (does === 'take' || values.length > 0) && <Impact before={attribute} after={after} />}
    </FormModal>
  );
};

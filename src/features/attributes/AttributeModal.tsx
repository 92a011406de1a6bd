import { useMemo } from 'react';
import {
  attributeChange,
  isAttribute,
  isChanged,
  useChangeAttribute,
  useCreateAttribute,
  useKeepsSeveral,
} from '#/data/attributes';
import { useNotedWrite } from '#/data/useNotedWrite';
import { valuesIn, type Attribute, type AttributeDraft } from '#/domain/attributes';
import { FormModal } from '#/ui/FormModal';
import { TextField } from '#/ui/TextField';
import { toast } from '#/ui/toast';
import { useFields } from '#/ui/useFields';
import styles from './attributes.module.css';
import { Impact } from './Impact';
import { ValuesField } from './ValuesField';

const NEW: AttributeDraft = { name: '', description: '', defaults: [], users: new Map(), groups: new Map() };

/** Makes an attribute, or changes its name, description and default, whose impact it shows. */
export const AttributeModal = ({ attribute, onClose }: { attribute?: Attribute; onClose: () => void }) => {
  const several = useKeepsSeveral();
  const before = attribute ?? NEW;
  const stored = before.defaults.join('\n');
  const create = useCreateAttribute();
  const change = useChangeAttribute();
  const form = useFields(
    { name: before.name, description: before.description, defaults: stored },
    ({ name, defaults }) => ({
      name: name.trim() === '' ? 'It needs a name.' : null,
      defaults:
        !several && defaults !== stored && valuesIn(defaults).length > 1 ? 'This server keeps one default.' : null,
    }),
  );
  const { name, description, defaults } = form.values;
  const wanted = useMemo(
    () => ({
      name: name.trim(),
      description: description.trim(),
      // Values may have blanks and line ends, which no line has.
      defaults: defaults === stored ? before.defaults : valuesIn(defaults),
    }),
    [name, description, defaults, stored, before],
  );
  const after = useMemo(() => ({ ...before, ...wanted }), [before, wanted]);
  const apply = (current: Attribute): Attribute => ({ ...current, ...wanted });
  const isRenamed = attribute !== undefined && wanted.name !== attribute.name;

  const write = useNotedWrite({
    change: () =>
      attribute
        ? attributeChange(attribute, wanted)
        : { place: 'attributes', what: `Attribute ${wanted.name}`, told: 'Created.' },
    work: () => (attribute ? change(attribute, apply, 'itself') : create(wanted)),
    check: () => (attribute ? isChanged(attribute, apply) : isAttribute(wanted.name)),
    saved: (undo) => {
      toast({
        title: attribute ? 'Attribute changed' : 'Attribute created',
        message: `${wanted.name} is saved.`,
        undo,
      });
      onClose();
    },
    mark: form.mark,
  });

  return (
    <FormModal
      title={attribute ? `Edit ${attribute.name}` : 'Create a user attribute'}
      submitLabel={attribute ? 'Save' : 'Create attribute'}
      write={write}
      reason={form.problem}
      onClose={onClose}
    >
      <TextField label="Name" first hint="As models ask for it." spellCheck={false} {...form.field('name')} />
      <TextField label="Description" {...form.field('description')} />
      <ValuesField
        label="Default"
        hint="For whoever has neither a value of their own nor one from a group."
        several={several}
        {...form.field('defaults')}
      />
      {isRenamed && (
        <p className={styles.warning}>
          Models ask for it by its name: those that say “<bdi>{attribute.name}</bdi>” find nobody with a value then.
        </p>
      )}
      {attribute && <Impact before={before} after={after} />}
    </FormModal>
  );
};

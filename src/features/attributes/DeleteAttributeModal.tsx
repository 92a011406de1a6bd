import { isAttribute, useDeleteAttribute } from '#/data/attributes';
import { useNotedWrite } from '#/data/useNotedWrite';
import type { Attribute } from '#/domain/attributes';
import { count } from '#/lib/text';
import { ConfirmModal } from '#/ui/ConfirmModal';
import lists from '#/ui/FactList.module.css';
import { closeWithToast } from '#/ui/toast';
import { AskedBy } from './AskedBy';
import { Impact } from './Impact';

/** Deletes an attribute, after saying whose values go with it and having its name typed. */
export const DeleteAttributeModal = ({ attribute, onClose }: { attribute: Attribute; onClose: () => void }) => {
  const { name, users, groups, defaults } = attribute;
  const remove = useDeleteAttribute(attribute);
  const write = useNotedWrite({
    change: () => ({ place: 'attributes', what: `Attribute ${name}`, told: 'Deleted.' }),
    work: remove,
    check: async () => !(await isAttribute(name)),
    saved: closeWithToast(onClose, { title: 'Attribute deleted', message: `${name} is no longer there.` }),
  });
  return (
    <ConfirmModal
      title={`Delete ${name}`}
      confirmLabel="Delete attribute"
      type={{ text: name, what: 'name of the attribute' }}
      write={write}
      onClose={onClose}
    >
      <p>This cannot be undone. With the attribute go:</p>
      <ul className={lists.facts}>
        <li>
          {count(users.size, 'value of a person', 'values of people')}, {count(groups.size, 'of a group', 'of groups')}
        </li>
        <li>{defaults.length === 0 ? 'No default' : `The default ${defaults.join(', ')}`}</li>
      </ul>
      <AskedBy attribute={name} />
      <Impact before={attribute} after={{ ...attribute, users: new Map(), groups: new Map(), defaults: [] }} />
    </ConfirmModal>
  );
};

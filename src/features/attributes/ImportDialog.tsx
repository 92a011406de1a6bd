import { useQueryClient } from '@tanstack/react-query';
import { useDeferredValue, useMemo, useRef, useState } from 'react';
import { explainRow } from '#/api/core/sentences';
import { changeAttribute, isChanged, useAttributes, useKeepsSeveral, valuesChange } from '#/data/attributes';
import { useMadeOld } from '#/data/invalidation';
import { noting, type Noted } from '#/data/journal';
import { useMembers } from '#/data/members';
import { effectOnOwn, planImport, TAKE_AWAY, withValues, type Attribute } from '#/domain/attributes';
import { count, grouped } from '#/lib/text';
import { Field } from '#/ui/Field';
import { pasteLongText } from '#/ui/paste';
import { RunDialog } from '#/ui/RunDialog';
import styles from './attributes.module.css';

const SHOWN = 50;

/** Takes a file of people and their own values: says first what it would change, then writes each attribute once. */
export const ImportDialog = ({ onClose }: { onClose: () => void }) => {
  const { data: present = [] } = useAttributes();
  const { data: everybody } = useMembers();
  const several = useKeepsSeveral();
  const client = useQueryClient();
  const madeOld = useMadeOld();
  const noted = useRef(new Map<string, Noted>());
  // What the file is compared with: the page behind the dialog is read again while it runs.
  const [attributes] = useState<readonly Attribute[]>(present);
  const [text, setText] = useState('');
  const read = useDeferredValue(text);
  const { members, byUuid } = everybody ?? {};
  const plan = useMemo(
    () => (read.trim() === '' || !members ? null : planImport(read, attributes, members, several)),
    [read, attributes, members, several],
  );
  const items = useMemo(
    () =>
      attributes.flatMap((attribute) => {
        const changes = plan?.changes.get(attribute.uuid);
        if (!changes || !byUuid) return [];
        const { changed, lost } = effectOnOwn(attribute, changes, byUuid);
        const taken = changes.filter(({ values }) => values === null).length;
        const detail = [
          count(changes.length - taken, 'value given', 'values given'),
          taken > 0 && `${grouped(taken)} taken away`,
          `${count(changed + lost, 'person has', 'people have')} another value in effect then`,
          lost > 0 && `${grouped(lost)} of them none`,
        ];
        return [{ id: attribute.uuid, label: attribute.name, detail: detail.filter(Boolean).join(', ') }];
      }),
    [attributes, plan, byUuid],
  );
  const jobOf = (id: string) => {
    const attribute = attributes.find(({ uuid }) => uuid === id);
    const changes = plan?.changes.get(id) ?? [];
    if (!attribute) throw new Error('The attribute is not in the list.');
    return { attribute, changes, apply: (current: Attribute) => withValues(current, changes) };
  };

  return (
    <RunDialog
      title="Import values"
      items={items}
      noun={['attribute', 'attributes']}
      doneWord="changed"
      start={(n) => (n === 0 ? 'Import' : `Change ${count(n, 'attribute', 'attributes')}`)}
      reason={members ? undefined : 'The members have not been read yet.'}
      limit={1}
      work={async ({ id }) => {
        const { attribute, changes, apply } = jobOf(id);
        const each = noting(
          client,
          valuesChange(attribute, changes, ({ uuid }) => everybody?.byUuid.get(uuid)?.name ?? 'Somebody'),
        );
        noted.current.set(id, each);
        await each.run(() => changeAttribute(attribute, apply, changes));
      }}
      explain={explainRow}
      check={async ({ id }) => {
        const { attribute, apply } = jobOf(id);
        const isSaved = await isChanged(attribute, apply);
        noted.current.get(id)?.found(isSaved);
        return isSaved;
      }}
      onSettled={() => madeOld('updateUserAttribute', { userAttributeUuid: '' })}
      onClose={onClose}
    >
      <Field label="A CSV file" hint="Only own values are in it; the export of People has the same form.">
        {(control) => (
          <input
            {...control}
            type="file"
            accept=".csv,text/csv,text/plain"
            // A browser tells nothing of the same file chosen again, unless there was none in between.
            onClick={({ currentTarget }) => {
              currentTarget.value = '';
            }}
            onChange={(event) => void event.target.files?.[0]?.text().then(setText)}
          />
        )}
      </Field>
      <Field
        label="Or its text"
        hint={`A column “E-mail” and one for each attribute. ${several ? 'Several values stand with | between them; an' : 'An'} empty cell changes nothing, ${TAKE_AWAY} takes the value away.`}
      >
        {(control) => (
          <textarea
            {...control}
            spellCheck={false}
            autoComplete="off"
            // Rows of a table, and of thousands it is much less work.
            wrap="off"
            placeholder={'E-mail,region\nana@example.com,emea'}
            value={text}
            onChange={(event) => setText(event.target.value)}
            onPaste={pasteLongText}
          />
        )}
      </Field>
      {plan && (
        <p role="status">
          {count(plan.rows, 'row', 'rows')} read.{' '}
          {items.length === 0 ? 'It changes nothing.' : `It changes ${count(items.length, 'attribute', 'attributes')}.`}{' '}
          {plan.same > 0 && `${count(plan.same, 'value is', 'values are')} so already. `}
          {plan.problems.length > 0 &&
            `${count(plan.problems.length, 'problem', 'problems')}: what they are about is left out.`}
        </p>
      )}
      {plan && plan.problems.length > 0 && (
        <ul className={styles.problems} aria-label="Problems">
          {plan.problems.slice(0, SHOWN).map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
          {plan.problems.length > SHOWN && <li>{count(plan.problems.length - SHOWN, 'more', 'more')}</li>}
        </ul>
      )}
    </RunDialog>
  );
};

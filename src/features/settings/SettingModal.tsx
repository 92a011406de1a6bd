import { useState } from 'react';
import { hasSettings, useSaveSettings, type OrganizationSettings } from '#/data/settings';
import { useNotedWrite } from '#/data/useNotedWrite';
import { Field } from '#/ui/Field';
import { FormModal } from '#/ui/FormModal';
import { TextField } from '#/ui/TextField';
import { closeWithToast } from '#/ui/toast';
import { settingValue, type Setting } from './words';
import styles from './settings.module.css';

type SettingModalProps = { setting: Setting; settings: OrganizationSettings; onClose: () => void };
type Value = OrganizationSettings[keyof OrganizationSettings];

const textOf = (value: Value): string =>
  Array.isArray(value) ? value.join('\n') : typeof value === 'number' ? String(value / 3600) : '';

/** What was typed, or the sentence that says what is wrong with it. Nothing is what the server or the general setting says. */
const read = ({ kind }: Setting, text: string): { value: Value } | { problem: string } => {
  const typed = text.trim();
  if (kind === 'origins') return { value: typed.split(/\s+/).filter(Boolean) };
  if (typed === '') return { value: null };
  const hours = Number(typed.replace(',', '.'));
  const seconds = Math.round(hours * 3600);
  return Number.isFinite(seconds) && seconds > 0 ? { value: seconds } : { problem: 'Type a number of hours above 0.' };
};

/** Changes one setting of the organization, after saying what follows from it. */
export const SettingModal = ({ setting, settings, onClose }: SettingModalProps) => {
  const { name, kind, title, about, warning, general } = setting;
  const [text, setText] = useState(() => textOf(settings[name]));
  const save = useSaveSettings();
  const isSwitch = kind === 'switch';
  const result = isSwitch ? { value: settings[name] !== true } : read(setting, text);
  const problem = 'problem' in result ? result.problem : null;
  const value = 'value' in result ? result.value : null;
  const after = { ...settings, [name]: value };
  const said =
    value === null ? (general ? 'As for all deliveries' : 'What the server sets') : settingValue(setting, after);
  const isSame = JSON.stringify(value) === JSON.stringify(settings[name] ?? null);
  const write = useNotedWrite({
    change: () => ({ place: 'settings', what: title, told: `${settingValue(setting, settings)} became ${said}.` }),
    work: () => save({ [name]: value }),
    // What the server sets in its place is not known, so a reading would not tell.
    ...((value !== null || general) && { check: () => hasSettings({ [name]: value }) }),
    saved: closeWithToast(onClose, { title: 'Setting changed', message: `${title}: ${said}.` }),
  });
  return (
    <FormModal
      title={title}
      submitLabel={isSwitch ? `Turn ${value === true ? 'on' : 'off'}` : 'Save'}
      write={write}
      reason={problem ?? (isSame ? 'Nothing is changed yet.' : undefined)}
      onClose={onClose}
    >
      <p>{about}</p>
      {kind === 'hours' && (
        <TextField
          label="Hours"
          first
          inputMode="decimal"
          hint={general ? 'Empty: as in general.' : 'Empty: what the server sets.'}
          value={text}
          error={problem}
          onChange={setText}
        />
      )}
      {kind === 'origins' && (
        <Field label="Origins" hint="One a line, such as https://portal.example.com">
          {(control) => (
            <textarea
              {...control}
              data-autofocus
              spellCheck={false}
              value={text}
              onChange={({ target }) => setText(target.value)}
            />
          )}
        </Field>
      )}
      {!isSame && problem === null && (
        <div className={styles.changes} role="status">
          <p>
            <b>{settingValue(setting, settings)}</b> becomes <b>{said}</b>.
          </p>
          {warning && !(isSwitch && value !== true) && <p>{warning}</p>}
        </div>
      )}
    </FormModal>
  );
};

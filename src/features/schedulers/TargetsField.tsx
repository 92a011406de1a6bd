import { useId, useState, type KeyboardEvent } from 'react';
import { useSlackChannels } from '#/data/integrations';
import type { TargetEdit } from '#/data/scheduler-update';
import { isExternal, targetKey, type Unreached, type WritableKind } from '#/domain/schedule/recipients';
import type { Target } from '#/domain/schedule/types';
import { Button } from '#/ui/Button';
import { Icon } from '#/ui/icons';
import { isComposing } from '#/ui/surface';
import styles from './dialogs.module.css';
import { channelDoubt, channelsOf, offeredChannels, type Channels } from './slack-channels';
import { isAmong, isTargetRight, TARGET_EXAMPLES, TARGET_WRONG } from './target-input';
import { TARGET_NAMES, targetText } from './words';

type TargetsFieldProps = {
  /** What is typed and not added yet. */
  typed: string;
  onTyped: (text: string) => void;
  value: readonly TargetEdit[];
  onChange: (targets: TargetEdit[]) => void;
  /** Those that are stored: a Teams target is shown by its mask. */
  stored: readonly Target[];
  domains: readonly string[] | null;
  /** Those of them that the last run did not reach, by `targetKey`. */
  unreached?: Unreached | undefined;
};

const targetOf = (kind: WritableKind, text: string): TargetEdit =>
  kind === 'email'
    ? { kind, recipient: text.toLowerCase() }
    : kind === 'slack'
      ? { kind, channel: text }
      : { kind, webhook: text };

const nameOf = (target: TargetEdit, stored: readonly Target[], channels: Channels): string => {
  if (target.kind === 'email') return target.recipient;
  if (target.kind === 'slack') return channels?.get(target.channel) ?? target.channel;
  // A new webhook is a secret as well: it is not shown again.
  if ('webhook' in target) return 'New webhook';
  const own = stored.find(({ uuid }) => uuid === target.uuid);
  return own ? targetText(own) : 'Webhook';
};

/**
 * The targets of a scheduler: removed one by one, added one by one; of Google Chat they can be kept or taken away. Nothing is saved
 * before the form is.
 */
export const TargetsField = ({ typed, onTyped, value, onChange, stored, domains, unreached }: TargetsFieldProps) => {
  const [kind, setKind] = useState<WritableKind>('email');
  const [problem, setProblem] = useState<string | null>(null);
  const id = useId();
  const ids = value.flatMap((each) => (each.kind === 'slack' ? each.channel : []));
  const {
    data: channels,
    listed,
    isError,
  } = useSlackChannels({ enabled: kind === 'slack' || ids.length > 0, ids, search: kind === 'slack' ? typed : '' });

  const add = () => {
    const [trimmed = '', another] = kind === 'slack' ? channelsOf(typed, channels) : [typed.trim()];
    if (another !== undefined) {
      setProblem('Several have this name: write the id.');
      return;
    }
    // A channel is right where Slack shows it.
    if (!(kind === 'slack' && channels?.has(trimmed)) && !isTargetRight(kind, trimmed)) {
      setProblem(TARGET_WRONG[kind]);
      return;
    }
    const target = targetOf(kind, trimmed);
    if (isAmong(target, value, stored)) {
      setProblem('It already goes there.');
      return;
    }
    onChange([...value, target]);
    onTyped('');
    setProblem(null);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || isComposing(event.nativeEvent)) return;
    // Enter adds here, and does not save the whole form.
    event.preventDefault();
    add();
  };

  return (
    <fieldset className={styles.targets}>
      <legend>Targets</legend>
      <ul>
        {value.map((target, i) => {
          const name = nameOf(target, stored, channels);
          const doubt = target.kind === 'slack' ? channelDoubt(target.channel, channels, listed) : null;
          const isUnreached = stored.some(
            (each) => 'uuid' in target && target.uuid && each.uuid === target.uuid && unreached?.has(targetKey(each)),
          );
          return (
            <li key={`${target.kind} ${name} ${i}`}>
              <span>{TARGET_NAMES[target.kind]}</span>
              <span title={target.kind === 'slack' && name !== target.channel ? `${name} (${target.channel})` : name}>
                <bdi>{name}</bdi>
                {target.kind === 'email' && isExternal(target.recipient, domains) && (
                  <span className={styles.hint}> · outside the organization</span>
                )}
                {doubt && <span className={styles.error}> · {doubt}</span>}
                {isUnreached && <span className={styles.error}> · not reached</span>}
              </span>
              <Button
                look="icon"
                aria-label={`Remove ${name}`}
                onClick={() => onChange(value.filter((each) => each !== target))}
              >
                <Icon name="close" size={13} />
              </Button>
            </li>
          );
        })}
      </ul>
      <div className={styles.add}>
        <select
          aria-label="Kind of target"
          value={kind}
          onChange={(event) => {
            setKind(event.target.value as WritableKind);
            onTyped('');
            setProblem(null);
          }}
        >
          {(['email', 'slack', 'msteams'] as const).map((each) => (
            <option key={each} value={each}>
              {TARGET_NAMES[each]}
            </option>
          ))}
        </select>
        <input
          type={kind === 'msteams' ? 'password' : 'text'}
          aria-label={
            kind === 'email'
              ? 'E-mail address to add'
              : kind === 'slack'
                ? 'Slack channel to add'
                : 'Teams webhook to add'
          }
          aria-invalid={problem ? true : undefined}
          aria-describedby={problem ? `${id}-problem` : undefined}
          autoComplete="off"
          spellCheck={false}
          placeholder={kind === 'slack' && channels ? '#channel, or its id' : TARGET_EXAMPLES[kind]}
          list={kind === 'slack' && channels ? `${id}-channels` : undefined}
          value={typed}
          onChange={(event) => onTyped(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <Button onClick={add}>Add</Button>
      </div>
      {kind === 'slack' && channels && (
        <datalist id={`${id}-channels`}>
          {offeredChannels(typed, channels).map(([channel, name]) => (
            <option key={channel} value={name} label={`${name} (${channel})`} />
          ))}
        </datalist>
      )}
      {kind === 'slack' && channels === null && (
        <p className={styles.hint}>Slack is not connected, so nothing arrives there until it is.</p>
      )}
      {kind === 'slack' && channels === undefined && isError && (
        <p className={styles.hint}>The names of channels could not be read; write the id.</p>
      )}
      {problem && (
        <p id={`${id}-problem`} className={styles.error} role="alert">
          {problem}
        </p>
      )}
      {!problem && typed.trim() !== '' && <p className={styles.hint}>Press Add to add it.</p>}
    </fieldset>
  );
};

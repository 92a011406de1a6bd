import { useRef, useState } from 'react';
import { useSlackChannels } from '#/data/integrations';
import { isSlackSet, useSaveSlack, type SlackChange, type SlackInstallation } from '#/data/slack';
import { useNotedWrite } from '#/data/useNotedWrite';
import { isChannelGone } from '#/domain/schedule/slack-uses';
import { listOf } from '#/lib/text';
import { parseUrl } from '#/lib/url';
import { FormModal } from '#/ui/FormModal';
import { Picker } from '#/ui/Picker';
import { TextField } from '#/ui/TextField';
import { toast } from '#/ui/toast';
import { useFields } from '#/ui/useFields';
import styles from './settings.module.css';

const NOWHERE = 'nowhere';

type SlackModalProps = { before: SlackInstallation; onClose: () => void };

/** Sets where failures are told in Slack and how Lightdash looks there; what else is set is sent back as it is. */
export const SlackModal = ({ before, onClose }: SlackModalProps) => {
  const save = useSaveSlack();
  const present = before.notificationChannel ?? null;
  const form = useFields(
    { channel: present ?? NOWHERE, photo: before.appProfilePhotoUrl ?? '', unfurls: before.unfurlsEnabled === true },
    ({ photo }) => ({
      photo:
        photo.trim() === '' ||
        photo.trim() === before.appProfilePhotoUrl ||
        parseUrl(photo.trim())?.protocol === 'https:'
          ? null
          : 'Type an address that begins with https://',
    }),
  );
  const { channel, photo, unfurls } = form.values;
  const [search, setSearch] = useState('');
  const {
    data: channels,
    listed,
    isError,
  } = useSlackChannels({ ids: [present, channel].filter((id) => id !== null && id !== NOWHERE) as string[], search });
  const wanted: SlackChange = {
    ...(channel !== (present ?? NOWHERE) && { notificationChannel: channel === NOWHERE ? null : channel }),
    ...(photo.trim() !== (before.appProfilePhotoUrl ?? '') && { appProfilePhotoUrl: photo.trim() || null }),
    ...(before.unfurlsEnabled !== undefined && unfurls !== before.unfurlsEnabled && { unfurlsEnabled: unfurls }),
  };
  const isWritable = useRef(true);
  const write = useNotedWrite({
    change: () => ({
      place: 'integrations',
      what: 'Slack',
      told: `Changed: ${listOf([
        ...('notificationChannel' in wanted ? ['where failures are told'] : []),
        ...('appProfilePhotoUrl' in wanted ? ['the picture'] : []),
        ...('unfurlsEnabled' in wanted ? ['how links are shown'] : []),
      ])}.`,
    }),
    work: async () => {
      isWritable.current = await save(wanted, before);
    },
    check: () => isSlackSet(wanted),
    saved: () => {
      toast(
        isWritable.current
          ? { title: 'Slack changed' }
          : {
              title: 'Slack changed, but could not be written to',
              message:
                'It is saved. Invite Lightdash to the channel, or connect Slack again, so that failures arrive there.',
              bad: true,
            },
      );
      onClose();
    },
    mark: form.mark,
  });
  const isGone = present !== null && isChannelGone(present, listed);
  return (
    <FormModal
      title="Slack"
      submitLabel="Save"
      write={write}
      reason={form.problem ?? (Object.keys(wanted).length === 0 ? 'Nothing is changed yet.' : undefined)}
      onClose={onClose}
    >
      <Picker
        label="Failures are told in"
        placeholder="Choose a channel"
        hint={isError ? 'The channels could not be read.' : 'Failed deliveries of everybody are told there as well.'}
        options={[
          { value: NOWHERE, label: 'No channel' },
          ...(present !== null && !channels?.has(present)
            ? [{ value: present, label: present, ...(isGone && { detail: 'Slack does not show it' }) }]
            : []),
          ...[...(channels ?? [])].map(([value, label]) => ({
            value,
            label,
            detail: isGone && value === present ? 'Slack does not show it' : value,
          })),
        ]}
        onSearch={setSearch}
        {...form.field('channel')}
        onChange={(value) => form.set('channel', value ?? NOWHERE)}
      />
      <TextField
        label="Address of the picture"
        hint="With which Lightdash writes. Empty: its own."
        {...form.field('photo')}
      />
      {before.unfurlsEnabled !== undefined && (
        <label className={styles.switch}>
          <input type="checkbox" checked={unfurls} onChange={({ target }) => form.set('unfurls', target.checked)} />
          <span>Show links to Lightdash with a picture of what they lead to</span>
        </label>
      )}
      <p>What is set of agents and of the projects of channels is not shown here, and stays as it is.</p>
    </FormModal>
  );
};

import { useRecentChanges } from '#/data/journal';
import type { OrganizationFacts, OrganizationSettings } from '#/data/settings';
import type { Joining } from '#/domain/email-domains';
import { RecentChanges } from '#/ui/RecentChanges';
import { DomainsModal } from './DomainsModal';
import { ImpersonationModal } from './ImpersonationModal';
import { OrganizationModal } from './OrganizationModal';
import { PaletteModal } from './PaletteModal';
import { SettingModal } from './SettingModal';
import type { Setting } from './words';

/** Which dialog about the organization is open, with what it was opened on. */
export type OpenSettingsDialog =
  | { kind: 'journal' }
  | { kind: 'organization'; facts: OrganizationFacts }
  | { kind: 'palette' }
  | { kind: 'domains'; before: Joining }
  | { kind: 'impersonation'; isOn: boolean }
  | { kind: 'setting'; setting: Setting; settings: OrganizationSettings };

/** The dialogs of the organization's settings, loaded together when the first is opened. */
export const SettingsDialogs = ({ dialog, onClose }: { dialog: OpenSettingsDialog; onClose: () => void }) => {
  const changes = useRecentChanges('settings');
  if (dialog.kind === 'journal') return <RecentChanges changes={changes} onClose={onClose} />;
  if (dialog.kind === 'organization') return <OrganizationModal facts={dialog.facts} onClose={onClose} />;
  if (dialog.kind === 'palette') return <PaletteModal onClose={onClose} />;
  if (dialog.kind === 'domains') return <DomainsModal before={dialog.before} onClose={onClose} />;
  if (dialog.kind === 'impersonation') return <ImpersonationModal isOn={dialog.isOn} onClose={onClose} />;
  return <SettingModal setting={dialog.setting} settings={dialog.settings} onClose={onClose} />;
};

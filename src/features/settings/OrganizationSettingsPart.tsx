import { describeFailure } from '#/api/core/sentences';
import { isFailure } from '#/api/core/failure';
import { useMe } from '#/data/me';
import { useSettings, type OrganizationSettings } from '#/data/settings';
import { reasonOf } from '#/domain/permissions';
import { Button } from '#/ui/Button';
import details from '#/ui/Details.module.css';
import { SectionFailure } from '#/ui/Section';
import { Part } from './Part';
import { SETTINGS, settingValue, type Setting } from './words';
import styles from './settings.module.css';

const LIMITS = 'Limits of an organization are set by the server unless a licence with “pro limits” switches them on.';

type OrganizationSettingsPartProps = { onEdit: (setting: Setting, settings: OrganizationSettings) => void };

/** What is in effect for everybody in the organization; each setting with what it does, and how it is changed. */
export const OrganizationSettingsPart = ({ onEdit }: OrganizationSettingsPartProps) => {
  const { may } = useMe();
  const hidden = reasonOf(may.manageSettings);
  const { data: settings, error, isPending, refetch } = useSettings(hidden === undefined);
  return (
    <Part id="in-effect" title="In effect for everybody" wide>
      {hidden !== undefined && <p className={details.note}>{hidden}</p>}
      {isFailure(error, 'no-such-operation') && (
        <p className={details.note}>Not on this server: it has no settings of organizations yet.</p>
      )}
      {error && !settings && !isFailure(error, 'no-such-operation') && (
        <SectionFailure problem={describeFailure(error)} onRetry={refetch} />
      )}
      {hidden === undefined && isPending && <p className={details.note}>Reading the settings</p>}
      {settings && (
        <>
          <table className={styles.rows}>
            <tbody>
              {SETTINGS.filter(({ name }) => name in settings).map((setting) => (
                <tr key={setting.name}>
                  <th scope="row">
                    {setting.title}
                    <small>{setting.about}</small>
                  </th>
                  <td>{settingValue(setting, settings)}</td>
                  <td>
                    <Button
                      look="quiet"
                      aria-label={`Change ${setting.title}`}
                      reason={setting.kind === 'limit' ? LIMITS : undefined}
                      onClick={() => onEdit(setting, settings)}
                    >
                      Change
                    </Button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          <p className={details.note}>
            These values count now. Lightdash does not tell which were set here and which come from the server.
          </p>
        </>
      )}
    </Part>
  );
};

import { useState } from 'react';
import { describeFailure } from '#/api/core/sentences';
import { useHealth } from '#/data/health';
import { useConnections, useMakeKeyPair } from '#/data/integrations';
import { useJournal } from '#/data/journal';
import { useMe } from '#/data/me';
import { hasSession } from '#/domain/permissions';
import { parseUrl } from '#/lib/url';
import { Button } from '#/ui/Button';
import { copyText } from '#/ui/copy-text';
import details from '#/ui/Details.module.css';
import { FailureAlert } from '#/ui/FailureAlert';
import { onDemand } from '#/ui/late';
import { Page } from '#/ui/Page';
import type { Problem } from '#/ui/problem';
import type { OpenApplicationDialog } from './ApplicationDialogs';
import { ApplicationsPart } from './ApplicationsPart';
import { CONNECTIONS, Row } from './connections';
import { Part } from './Part';
import styles from './settings.module.css';
import { SlackPart } from './SlackPart';
import { settingsTabs } from './tabs';

const ApplicationDialogs = onDemand(async () => (await import('./ApplicationDialogs')).ApplicationDialogs);

/** Has the server make a key pair, shows its public half once, and says where it belongs. */
const KeyPairPart = ({ reason }: { reason: string | undefined }) => {
  const make = useMakeKeyPair();
  const [made, setMade] = useState<{ key: string } | { problem: Problem } | 'busy' | null>(null);
  const start = async () => {
    setMade('busy');
    try {
      setMade({ key: (await make()).publicKey });
    } catch (error) {
      setMade({ problem: describeFailure(error) });
    }
  };
  return (
    <Part id="ssh" title="SSH tunnel to a warehouse">
      <p className={details.note}>
        The server makes a key pair and keeps the private half. Put the public half into authorized_keys on the tunnel’s
        host, and into the SSH public key of the project’s warehouse connection in Lightdash. Pairs that projects use
        already stay.
      </p>
      {made !== null && typeof made === 'object' && 'key' in made ? (
        <>
          <textarea className={styles.key} aria-label="Public key" readOnly value={made.key} />
          <Button onClick={() => void copyText(made.key, 'The public key')}>Copy</Button>
        </>
      ) : (
        <Button busy={made === 'busy'} reason={reason} onClick={() => void start()}>
          Make a key pair
        </Button>
      )}
      {made !== null && typeof made === 'object' && 'problem' in made && <FailureAlert problem={made.problem} />}
    </Part>
  );
};

/** `/settings/integrations`: how other systems are connected, what hangs on them, and who calls without being a person. */
export const IntegrationsPage = () => {
  const { me } = useMe();
  const isSession = hasSession(me);
  const { slack, workspace, github, gitlab, google } = useConnections(isSession);
  const { data: health } = useHealth();
  const site = parseUrl(health?.siteUrl ?? '');
  const journal = useJournal('integrations');
  const [dialog, setDialog] = useState<OpenApplicationDialog | null>(null);
  return (
    <Page
      tabs={settingsTabs('integrations')}
      actions={journal.length > 0 && <Button onClick={() => setDialog({ kind: 'journal' })}>Recent changes</Button>}
    >
      <div className={details.columns}>
        <SlackPart connection={slack} workspace={workspace} />
        <Part id="systems" title="Other systems">
          <table className={styles.rows}>
            <tbody>
              <Row title="Google" about="Your own account. Your deliveries write to Google Sheets with it.">
                {CONNECTIONS[google]}
              </Row>
              <Row title="GitHub" about="The organization’s. Changes are written back to its repositories.">
                {CONNECTIONS[github]}
              </Row>
              <Row title="GitLab" about="The organization’s.">
                {CONNECTIONS[gitlab]}
              </Row>
            </tbody>
          </table>
          <p className={details.note}>
            They are connected and disconnected in{' '}
            {site && /^https?:$/.test(site.protocol) ? (
              <a href={`${site.origin}/generalSettings/integrations`} target="_blank" rel="noreferrer">
                the settings of Lightdash
              </a>
            ) : (
              'the settings of Lightdash'
            )}
            .
          </p>
        </Part>
        <div>
          <KeyPairPart
            reason={
              isSession ? undefined : 'Lightdash makes key pairs for a signed-in session only, not for an access token.'
            }
          />
        </div>
        <ApplicationsPart onDialog={setDialog} />
      </div>
      {dialog && <ApplicationDialogs dialog={dialog} onClose={() => setDialog(null)} />}
    </Page>
  );
};

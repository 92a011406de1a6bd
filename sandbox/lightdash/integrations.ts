import { generateKeyPairSync } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { Hono } from 'hono';
import { shareUrls } from '../db/settings-schema';
import { callerOf, sessionCallerOf } from './auth';
import { LightdashError, notExists, notFound, parameterError, validateError } from './errors';
import { isNewer } from './generation';
import { type ApiEnv, type Backend, bodyOf, done, ok } from './http';
import { changeSettings, storedSettings } from './organization-changes';

/** So many the server lists at most (docs/lightdash/server.md#s17). */
const CHANNELS = 200;

/** Other systems, none of which the sandbox reaches: connected is Slack alone, where an organization was made so. */
export function integrationRoutes({ db }: Backend): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();

  app.get('/api/v1/slack', async (c) => {
    const { organization } = sessionCallerOf(c);
    const { slack } = await storedSettings(db.read, organization.uuid);
    // Nothing at all where Slack is not connected (getSlackInstallation.not-installed).
    if (!slack) return done();
    return ok({
      organizationUuid: organization.uuid,
      slackTeamName: slack.team,
      createdAt: organization.createdAt,
      scopes: ['channels:read', 'chat:write', 'files:write', 'groups:read'],
      hasRequiredScopes: true,
      ...(slack.set ?? slackDefaults(slack.channels[0]?.id, isNewer(organization.generation))),
    });
  });

  // Lightdash asks nobody's role, here or there.
  app.put('/api/v1/slack/custom-settings', async (c) => {
    const { organization } = callerOf(c);
    const body = bodyOf(c);
    for (const name of ['notificationChannel', 'appProfilePhotoUrl'])
      if (body[name] === undefined) throw validateError({ [`body.${name}`]: { message: `'${name}' is required` } });
    const known = Object.keys(slackDefaults('', isNewer(organization.generation)));
    const set = Object.fromEntries(Object.entries(body).filter(([name]) => known.includes(name)));
    await db.write(async (transaction) => {
      const { slack } = await storedSettings(transaction, organization.uuid);
      if (!slack) throw new LightdashError(422, 'MissingConfigError', 'Slack is not configured');
      await changeSettings(transaction, organization.uuid, (stored) => ({ ...stored, slack: { ...slack, set } }));
    });
    return done();
  });

  app.get('/api/v1/slack/channels', async (c) => {
    const { slack } = await storedSettings(db.read, callerOf(c).organization.uuid);
    if (!slack) return done();
    const search = (c.req.query('search') ?? '').toLowerCase();
    const found = slack.channels.filter(({ name }) => name.toLowerCase().includes(search));
    const listed = found.toSorted((a, b) => (a.name < b.name ? -1 : 1)).slice(0, CHANNELS);
    const besides = (c.req.query('includeChannelIds') ?? '')
      .split(',')
      .filter((id) => !listed.some((each) => each.id === id));
    return ok([...listed, ...slack.channels.filter(({ id }) => besides.includes(id))]);
  });

  app.get('/api/v1/gdrive/get-access-token', (c) => {
    callerOf(c);
    throw notExists('Cannot find user with refresh token');
  });

  app.get('/api/v1/github/config', (c) => {
    sessionCallerOf(c);
    throw notFound('Installation not found');
  });

  app.get('/api/v1/gitlab/repos/list', (c) => {
    sessionCallerOf(c);
    throw notFound('Installation not found');
  });

  app.post('/api/v1/ssh/key-pairs', (c) => {
    sessionCallerOf(c);
    // The private half is thrown away: nothing here opens a tunnel.
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const { n = '', e = '' } = publicKey.export({ format: 'jwk' });
    const [modulus, exponent] = [n, e].map((text) => Buffer.from(text, 'base64url'));
    // A number that begins with a set bit would be a negative one.
    const parts = [
      Buffer.from('ssh-rsa'),
      exponent ?? '',
      Buffer.concat([Buffer.from([0]), modulus ?? Buffer.from('')]),
    ];
    const key = Buffer.concat(parts.map((part) => sized(Buffer.from(part))));
    return ok({ publicKey: `ssh-rsa ${key.toString('base64')}` }, 201);
  });

  app.post('/api/v1/share', async (c) => {
    const { user, organization } = callerOf(c);
    const { path, params } = bodyOf(c);
    for (const [name, value] of Object.entries({ path, params }))
      if (typeof value !== 'string') throw validateError({ [`body.${name}`]: { message: `'${name}' is required` } });
    // Source: docs/lightdash/server.md#s15.
    if (isNewer(organization.generation) && !/^\/(?!\/)/.test(`${path}${params}`))
      throw parameterError('Share URL path must be a relative in-app path starting with /');
    const row = {
      nanoid: Buffer.from(crypto.getRandomValues(new Uint8Array(16)))
        .toString('base64url')
        .slice(0, 21),
      organizationUuid: organization.uuid,
      createdByUserUuid: user.uuid,
      path: String(path),
      params: String(params),
    };
    await db.write((transaction) => transaction.insert(shareUrls).values(row));
    return ok(shareOf(row, new URL(c.req.url).origin), 201);
  });

  app.get('/api/v1/share/:nanoId', async (c) => {
    const { organization } = callerOf(c);
    const [row] = await db.read
      .select()
      .from(shareUrls)
      .where(and(eq(shareUrls.nanoid, c.req.param('nanoId')), eq(shareUrls.organizationUuid, organization.uuid)));
    if (!row) throw notFound('Shared link does not exist');
    return ok(shareOf(row, new URL(c.req.url).origin));
  });

  return app;
}

/** How Lightdash behaves in a Slack where nothing was set. */
function slackDefaults(notificationChannel: string | undefined, newer: boolean) {
  return {
    notificationChannel: notificationChannel ?? null,
    appProfilePhotoUrl: null,
    slackChannelProjectMappings: [],
    aiThreadAccessConsent: false,
    aiRequireOAuth: true,
    ...(newer && { aiMultiAgentProjectUuids: null, unfurlsEnabled: true, aiAgentsEnabled: true }),
  };
}

/** Bytes as the SSH protocol has them: their number first. */
function sized(bytes: Buffer): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt32BE(bytes.length);
  return Buffer.concat([size, bytes]);
}

function shareOf(row: typeof shareUrls.$inferSelect, host: string) {
  return { ...row, host, shareUrl: `${host}/share/${row.nanoid}`, url: `${row.path}${row.params}` };
}

import type { Hono } from 'hono';
import type { AccountApi } from '../db/accounts-schema';
import type { ApiEnv } from '../lightdash/http';
import type { AccountOptions } from './call';
import { katapultApp } from './katapult/app';
import { workspaceApp } from './workspace/app';
import { zenmlApp } from './zenml/app';
import { reportOf } from '../report';

/** The linked APIs, each under its vendor's own paths. */
export type AccountApps = Record<AccountApi, Pick<Hono<ApiEnv>, 'fetch'>>;

/** Makes the linked APIs. In: also the endpoints of ZenML's authorization server, which are a part of its API. */
export function accountApps(options: AccountOptions, zenmlOAuth: Hono<ApiEnv>): AccountApps {
  const apps = {
    workspace: workspaceApp(options),
    zenml: zenmlApp(options, zenmlOAuth),
    katapult: katapultApp(options),
  };
  for (const app of Object.values(apps)) {
    app.onError((error, c) => {
      options.backend.log(`${c.req.method} ${c.req.path}: ${reportOf(error)}`);
      return c.text('Internal Server Error', 500);
    });
  }
  return apps;
}

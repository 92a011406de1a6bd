import { pathToFileURL } from 'node:url';
import { build, isBuildStale } from './build';

if (isBuildStale()) {
  console.log('Building, for the sources are newer than the last build …');
  // React's builds differ: without this, a NODE_ENV in the environment would select the slow one.
  process.env.NODE_ENV = 'production';
  await build();
}
await import(pathToFileURL('dist/server/main.js').href);

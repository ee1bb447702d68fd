import { version as serverVersion } from '@vercel/cosmosdb-server/package.json';
import { version as queryVersion } from '@zeit/cosmosdb-query/package.json';

/**
 * The corrections in this folder reach into internals of these two packages, which promise nothing about them.
 * Another version may ignore a correction without a word, and the worst of what they correct is a read across tenants.
 */
const PINNED = { '@vercel/cosmosdb-server': '1.0.1', '@zeit/cosmosdb-query': '0.7.2' };

const INSTALLED = { '@vercel/cosmosdb-server': serverVersion, '@zeit/cosmosdb-query': queryVersion };

/** Throws, naming the package and both versions, unless each installed version is exactly the pinned one. */
export function requirePinnedVersions(installed: typeof PINNED = INSTALLED): void {
  for (const name of Object.keys(PINNED) as (keyof typeof PINNED)[]) {
    if (installed[name] !== PINNED[name]) {
      throw new Error(`The embedded Cosmos DB server needs ${name} ${PINNED[name]} exactly; ${installed[name]} is installed.`);
    }
  }
}

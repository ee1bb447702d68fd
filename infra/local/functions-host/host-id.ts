import { createHash } from 'node:crypto';
import { hostname } from 'node:os';
import path from 'node:path';

/** Under which the host keeps its leases and schedules: the same for every instance of an app. At most 32 characters, as the real host's. */
export function hostId(appDir: string): string {
  const { AzureFunctionsWebHost__hostid: chosen, WEBSITE_SITE_NAME: site } = process.env;
  if (chosen || site) return (chosen || (site as string)).toLowerCase().slice(0, 32);
  const machine = hostname()
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .slice(0, 15);
  const app = createHash('sha256').update(path.resolve(appDir)).digest('hex').slice(0, 16);
  return `${machine}-${app}`;
}

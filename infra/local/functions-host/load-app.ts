import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { globSync } from 'tinyglobby';
import type { CoreModule } from './core-module';
import { messageOf } from './log';

/**
 * Loads the files that `main` of the app's package.json names (a path or a glob), in the order of their paths, and asks the library for its capabilities.
 * `core` must be provided before. Throws when there is nothing to load, when a file throws, or when `@azure/functions` v4 is not among what was loaded.
 */
export async function loadApp(core: CoreModule, appDir: string): Promise<void> {
  const requireFromApp = createRequire(path.join(appDir, 'package.json'));
  for (const file of entryFiles(appDir)) {
    try {
      requireFromApp(path.join(appDir, file));
    } catch (error) {
      throw new Error(`${file} cannot be loaded: ${messageOf(error)}`, { cause: error });
    }
  }
  if (!core.model) throw new Error(`No function was registered: the files of "main" do not load @azure/functions (version 4)`);
  await core.runHooks('appStart', { hookData: {}, appHookData: core.appHookData, functionAppDirectory: appDir });
  core.capabilities = (await core.model.getCapabilities?.({})) ?? {};
  core.lock();
}

function entryFiles(appDir: string): string[] {
  const manifest = path.join(appDir, 'package.json');
  const { main } = JSON.parse(readFileSync(manifest, 'utf8')) as { main?: string };
  if (!main) throw new Error(`${manifest} has no "main", so its functions cannot be found`);
  const files = globSync(main, { cwd: appDir }).sort();
  if (files.length === 0) throw new Error(`"main" of ${manifest} is ${main}, which matches no file: is the app built?`);
  return files;
}

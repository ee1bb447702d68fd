import Module from 'node:module';
import path from 'node:path';
import { CoreModule } from '../functions-host/core-module';
import { loadApp } from '../functions-host/load-app';

/** Settings which the app only has to find: nothing is connected to. */
const SETTINGS = { EVENT_HUBS__fullyQualifiedNamespace: 'sample.example', COSMOS_ENDPOINT: 'https://sample.example' };

/** Loads the app of a folder as the Functions worker does, and prints the names of its functions. */
async function main(appDir: string): Promise<void> {
  const core = new CoreModule(() => {});
  confine(appDir + path.sep);
  core.provide();
  Object.assign(process.env, SETTINGS);
  await loadApp(core, appDir);
  console.log([...core.functions.values()].map(({ name }) => name).join('\n'));
}

/** Hides from the modules of a folder what lies outside it, such as the packages of the folders above: where it is deployed they are not there. */
function confine(folder: string): void {
  type Resolve = (request: string, parent?: { filename?: string | null }, ...rest: unknown[]) => string;
  const loader = Module as unknown as { _resolveFilename: Resolve };
  const resolve = loader._resolveFilename;
  loader._resolveFilename = (request, parent, ...rest) => {
    const found = resolve.call(Module, request, parent, ...rest);
    if (!parent?.filename?.startsWith(folder) || Module.isBuiltin(found) || found.startsWith(folder)) return found;
    throw Object.assign(new Error(`Cannot find module '${request}', required by ${parent.filename}`), { code: 'MODULE_NOT_FOUND' });
  };
}

main(path.resolve(process.argv[2] ?? '.')).then(
  () => process.exit(0),
  (error) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);

import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Failure } from '../stack/failure';

const FILES = ['dist', 'host.json', 'package.json', 'package-lock.json', '.npmrc'];

interface Manifest {
  [field: string]: unknown;
  dependencies: Record<string, string>;
}

/** Copies what Azure runs, and what its packages are installed by, from the project into an empty folder. Throws a {@link Failure} when it is not built. */
export function copyApp(project: string, target: string): void {
  if (!existsSync(path.join(project, 'dist/functions'))) throw new Failure('There is no dist/functions: run "npm run build" first.');
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  for (const file of FILES)
    cpSync(path.join(project, file), path.join(target, file), { recursive: true, filter: (source) => !source.endsWith('.map') });
}

/**
 * Takes out of the folder's package.json what only a checkout needs. Whatever deploys the folder may install or build by this file once more: it then finds
 * the same packages and nothing to build.
 */
export function trimManifest(target: string): void {
  const file = path.join(target, 'package.json');
  const { name, version, license, engines, main, dependencies } = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
  writeFileSync(file, `${JSON.stringify({ name, version, private: true, license, engines, main, dependencies }, null, 2)}\n`);
  for (const installOnly of ['package-lock.json', '.npmrc']) rmSync(path.join(target, installOnly));
}

import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { Failure } from '../stack/failure';
import { copyApp, trimManifest } from './contents';

const PROJECT = process.cwd();
const TARGET = path.join(PROJECT, 'build/package');

try {
  copyApp(PROJECT, TARGET);
  run('The runtime packages cannot be installed', 'npm', ['ci', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--silent']);
  trimManifest(TARGET);
  const functions = run('The package cannot be loaded', process.execPath, [path.join(__dirname, 'loads.js'), TARGET])
    .trim()
    .split('\n');
  console.log(
    `${path.relative(PROJECT, TARGET)} holds ${functions.length} functions (${functions.join(', ')}) and their runtime packages.`,
  );
} catch (error) {
  console.error(error instanceof Failure ? error.message : error);
  process.exitCode = 1;
}

/** What the command prints. Throws a {@link Failure} when it fails. */
function run(problem: string, command: string, args: string[]): string {
  // npm is a script on Windows, which only a shell can start.
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: TARGET,
    encoding: 'utf8',
    shell: process.platform === 'win32' && command === 'npm',
  });
  if (status === 0) return stdout;
  throw new Failure(`${problem}: ${error?.message ?? (stderr.trim() || stdout.trim())}`);
}

import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isAlive } from '../is-alive';
import type { Connections } from './app-settings';

/** What other commands must know of a running stack. Holds connections to embedded services alone, so there is no secret in it. */
export interface StackState {
  url: string;
  /** Of the supervisor. */
  pid: number;
  connections: Connections;
  /** Process ids by component. */
  pids: Record<string, number>;
}

const FOLDER = '.sinter';

function fileOf(appDir: string, port: string): string {
  return path.join(appDir, FOLDER, `stack-${port}.json`);
}

/** Returns a function which removes it. */
export function writeState(appDir: string, state: StackState): () => void {
  const file = fileOf(appDir, new URL(state.url).port);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(state, null, 2)}\n`);
  return () => rmSync(file, { force: true });
}

/** The stack that runs in the checkout `appDir`: the one on `port` if given, else any. Undefined when none runs. */
export function findRunningStack(appDir: string, port?: string): StackState | undefined {
  const files = port ? [fileOf(appDir, port)] : stateFiles(appDir);
  return files.map(read).find((state) => state !== undefined && isAlive(state.pid));
}

function stateFiles(appDir: string): string[] {
  const folder = path.join(appDir, FOLDER);
  try {
    return readdirSync(folder)
      .filter((name) => /^stack-\d+\.json$/.test(name))
      .sort()
      .map((name) => path.join(folder, name));
  } catch {
    return [];
  }
}

function read(file: string): StackState | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as StackState;
  } catch {
    return undefined;
  }
}

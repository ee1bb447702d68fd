import { linkSync, mkdirSync, readFileSync, realpathSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Directories that this process holds: a lock with its own process id is stale when it is not among them. */
const held = new Set<string>();

/**
 * Makes sure that one emulator at a time writes to a directory, which it creates if need be. The lock is a file with the holder's process id;
 * that of a process which has ended is taken over.
 * @returns a function that releases the lock
 * @throws Error when another emulator holds it
 */
export function lockDirectory(directory: string): () => void {
  mkdirSync(directory, { recursive: true });
  const path = join(realpathSync(directory), 'emulator.lock');
  if (!tryCreate(path)) {
    const holder = Number(readFileSync(path, 'utf8'));
    if (held.has(path) || isAnotherLiveProcess(holder)) {
      throw new Error(`Event Hubs emulator: process ${holder} already uses ${directory} (if it is no emulator, delete ${path})`);
    }
    unlinkSync(path);
    if (!tryCreate(path)) throw new Error(`Event Hubs emulator: another one has just started to use ${directory}`);
  }
  held.add(path);
  return () => {
    if (held.delete(path)) unlinkSync(path);
  };
}

/** A link appears with its content: nobody can read a lock that has no process id yet. */
function tryCreate(path: string): boolean {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, String(process.pid));
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    unlinkSync(draft);
  }
}

function isAnotherLiveProcess(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // No permission to signal it: it lives, under another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

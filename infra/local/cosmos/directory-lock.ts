import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** A restarted container often gives its process the id of the one that died, so an id alone cannot tell a lock of ours from a stale one. */
const held = new Set<string>();

/**
 * Keeps a second server out of a data directory: two would overwrite each other's journal. Throws when a living process has it.
 * A lock whose process has died is taken over. Returns the way to give the lock back.
 */
export function lockDirectory(directory: string): () => void {
  const path = resolve(join(directory, 'lock'));
  const owner = ownerOf(path);
  if (owner !== undefined && (owner === process.pid ? held.has(path) : isAlive(owner))) {
    throw new Error(`${directory} is in use by process ${owner}.`);
  }
  rmSync(path, { force: true });
  // Of two servers that start at the same moment, 'wx' fails one.
  writeFileSync(path, String(process.pid), { flag: 'wx' });
  held.add(path);
  return () => {
    rmSync(path, { force: true });
    held.delete(path);
  };
}

function ownerOf(path: string): number | undefined {
  try {
    return Number.parseInt(readFileSync(path, 'utf8'), 10) || undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of another user answers EPERM: it lives.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

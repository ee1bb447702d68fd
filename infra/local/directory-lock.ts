import { linkSync, mkdirSync, readFileSync, realpathSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from './is-alive';

/** A restarted container often gives its process the id of the one that died, so an id alone cannot tell a lock of ours from a stale one. */
const held = new Set<string>();

/**
 * Makes sure that one server at a time writes to a directory, which it creates if need be: two would overwrite each other's journal. The lock is a
 * file with the holder's process id; that of a process which has ended is taken over.
 * @returns a function that releases the lock
 * @throws Error when another server holds it
 */
export function lockDirectory(directory: string): () => void {
  mkdirSync(directory, { recursive: true });
  const path = join(realpathSync(directory), 'lock');
  if (!tryCreate(path)) {
    const holder = Number(readFileSync(path, 'utf8'));
    if (held.has(path) || (holder !== process.pid && isAlive(holder))) {
      throw new Error(`${directory} is in use by process ${holder} (if that is another program, delete ${path})`);
    }
    unlinkSync(path);
    if (!tryCreate(path)) throw new Error(`Another server has just started to use ${directory}`);
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

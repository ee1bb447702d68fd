/** Whether a process with this id runs. */
export function isAlive(pid: number): boolean {
  // 0 and negative ids would address groups of processes.
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // No permission to signal it: it lives, under another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export interface ServerProcess {
  endpoint: string;
  key: string;
  /** SIGKILL: the process gets no chance to tidy up. */
  kill(): Promise<void>;
}

/** The server in a process of its own. Rejects when it ends before it is ready. */
export async function startServerProcess(dataDir = ''): Promise<ServerProcess> {
  const child: ChildProcess = spawn(process.execPath, [join(__dirname, 'run-server.cjs'), dataDir], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit');
  let errors = '';
  child.stderr?.on('data', (data) => {
    errors += data;
  });
  const failed = exited.then(() => Promise.reject(new Error(errors)));
  const [line] = (await Promise.race([once(child.stdout as NonNullable<ChildProcess['stdout']>, 'data'), failed])) as [Buffer];
  failed.catch(() => undefined);
  return {
    ...(JSON.parse(line.toString()) as { endpoint: string; key: string }),
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

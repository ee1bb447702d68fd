import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { cleanUp, type Endpoint } from './fixture';

export interface EmulatorProcess extends Endpoint {
  /** SIGKILL: the process gets no chance to tidy up. */
  kill(): Promise<void>;
}

/** The emulator in a process of its own, killed after the test at the latest. Rejects when it ends before it is ready. */
export async function startEmulatorProcess(dataDir: string): Promise<EmulatorProcess> {
  const child = spawn(process.execPath, [join(__dirname, 'run-emulator.cjs'), dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  const kill = async () => {
    child.kill('SIGKILL');
    await exited;
  };
  cleanUp(kill);
  const line = once(createInterface(child.stdout), 'line');
  const failed = exited.then(() => Promise.reject(new Error('the emulator process ended')));
  failed.catch(() => undefined);
  const [connectionString] = await Promise.race([line, failed]);
  return { connectionString, kill };
}

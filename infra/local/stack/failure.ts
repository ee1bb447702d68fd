/** What a user can put right: its message says how, in one line, and is shown without a stack. */
export class Failure extends Error {}

/** What to do about a component which did not start. `portSetting` names the environment variable that chooses its port. */
export function startFailure(component: string, message: string, portSetting: string): Failure {
  const [, port] = /EADDRINUSE\S*:? .*?:(\d+)/.exec(message) ?? [];
  if (port)
    return new Failure(`Port ${port} (${component}) is in use: stop what uses it, or choose another one with ${portSetting}=<port>.`);
  const [line = ''] = message.trim().split('\n');
  const hint = /is the app built\?/.test(message) ? ' Run "npm run build", then start again.' : '';
  return new Failure(`${component} cannot start: ${line}${hint}`);
}

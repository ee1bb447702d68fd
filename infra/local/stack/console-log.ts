import type { Log, LogLevel } from '../functions-host/log';

const LOUD: readonly LogLevel[] = ['warning', 'error', 'critical'];

/** Writes the log of a Functions host to the console: warnings and errors, or all of it. A line which says the same as the one before is left out. */
export function consoleLog(verbose: boolean, write: (line: string) => void = console.error): Log {
  let last = '';
  return ({ level, functionName, message }) => {
    if (!verbose && !LOUD.includes(level)) return;
    const line = [level, functionName, message].filter((part) => part !== undefined).join(' ');
    if (line === last && !verbose) return;
    last = line;
    write(`${new Date().toISOString().slice(11, 23)} ${line}`);
  };
}

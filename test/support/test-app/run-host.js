/** The child process of host-process.ts: a Functions host over an app, steered by messages of the parent. Ends with the parent. */
const { readFileSync } = require('node:fs');
const Module = require('node:module');
const { transformSync } = require('@swc/core');

Module._extensions['.ts'] = (module, filename) => {
  const { code } = transformSync(readFileSync(filename, 'utf8'), {
    filename,
    sourceMaps: 'inline',
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'commonjs' },
  });
  module._compile(code, filename);
};
const { FunctionsHost } = require('../../../infra/local/functions-host/host.ts');

const send = (message) => process.connected && process.send(message);
process.once('disconnect', () => process.exit(1));
const starting = FunctionsHost.start({ appDir: process.argv[2], port: 0, log: (entry) => send({ kind: 'log', entry }) });
starting.then(
  ({ port, functions }) => send({ kind: 'started', port, functions }),
  (error) => send({ kind: 'failed', error: error.message }),
);

const commands = { invokeTimer: (host, name) => host.invokeTimer(name), stop: (host) => host.stop() };
process.on('message', async ({ id, command, argument }) => {
  try {
    await commands[command](await starting, argument);
    send({ kind: 'done', id });
  } catch (error) {
    send({ kind: 'done', id, error: error.message });
  }
});

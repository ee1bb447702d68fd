// Runs the emulator in a process of its own, so that a test can kill it: node run-emulator.cjs <data directory>. Prints its connection string.
const { readFileSync } = require('node:fs');
const { transformSync } = require('@swc/core');

require.extensions['.ts'] = (module, path) => {
  const { code } = transformSync(readFileSync(path, 'utf8'), {
    filename: path,
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'commonjs' },
  });
  module._compile(code, path);
};

const { EventHubsEmulator } = require('../../../infra/local/event-hubs/emulator.ts');
const { readHubConfig } = require('../../../infra/local/event-hubs/hub-config.ts');
const hubs = readHubConfig(require('../../../infra/local/event-hubs/Config.json'));
EventHubsEmulator.start({ hubs, dataDir: process.argv[2] }).then(({ connectionString }) => console.log(connectionString));

// Runs the server in a process of its own, so that a test can kill it: node run-server.cjs [data directory]. Prints its endpoint.
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

const { CosmosServer } = require('../../../infra/local/cosmos/server.ts');
const dataDir = process.argv[2];
CosmosServer.start(dataDir ? { dataDir } : {}).then(({ endpoint, key }) => console.log(JSON.stringify({ endpoint, key })));

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(__dirname, '../..');

/** Folders of shared/ that decide by their arguments alone, each with the folders that it may build on. */
const PURE_FOLDERS: Record<string, readonly string[]> = {
  model: [],
  formats: ['model'],
  classification: ['model'],
  fusion: ['model'],
};

const IMPURE =
  /\bDate\.now\b|\bnew Date\(\s*\)|(?<![\w.])Date\(\s*\)|\bMath\.random\b|\bprocess\s*\.\s*env\b|\brandomUUID\b|\brandomBytes\b|\bgetRandomValues\b|\bperformance\b|\bhrtime\b/;
const CONSOLE = /\bconsole\s*\./;

/** What a file imports: packages by their name, files of the project by their path from its root, without the extension. */
function importsOf(file: string, source: string): string[] {
  const specifiers = [...source.matchAll(/\b(?:from|import|require)\s*\(?\s*['"]([^'"]+)['"]/g)].map(([, specifier = '']) => specifier);
  return specifiers.map((specifier) => (specifier.startsWith('.') ? path.posix.join(path.posix.dirname(file), specifier) : specifier));
}

/** Comments speak of much that the code does not do. Strings stay: they hold the imports. */
function withoutComments(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\/|(?<=^|[\s;{(,])\/\/.*$/gm, '');
}

/** Every wall that a file breaks, in words; `file` is its path from the root. */
function violations(file: string, source: string): string[] {
  const [top = '', folder = ''] = file.split('/');
  const code = withoutComments(source);
  const imports = importsOf(file, code);
  const found: string[] = [];
  const forbid = (isForbidden: (imported: string) => boolean, why: string) => {
    for (const imported of imports.filter(isForbidden)) found.push(`${file} imports ${imported}: ${why}`);
  };

  if (top === 'shared')
    forbid((imported) => /^(?:functions|infra|test)(?:\/|$)/.test(imported), 'shared/ knows neither its edge nor its surroundings');
  if (top === 'functions') forbid((imported) => /^(?:infra|test)(?:\/|$)/.test(imported), 'functions/ run without the local stack');
  if (!file.startsWith('shared/storage/'))
    forbid((imported) => /^@azure\/cosmos(?:\/|$)/.test(imported), 'only shared/storage knows Cosmos DB');
  if (CONSOLE.test(code)) found.push(`${file} writes to the console`);

  const below = top === 'shared' ? PURE_FOLDERS[folder] : undefined;
  if (below) {
    forbid((imported) => imported.startsWith('@azure/'), 'a pure folder imports no Azure package');
    const allowed = [folder, ...below];
    forbid(
      (imported) => imported.startsWith('shared/') && !allowed.includes(imported.split('/')[1] ?? ''),
      `${folder} may build on ${allowed.join(', ')}`,
    );
    if (IMPURE.test(code)) found.push(`${file} uses ${IMPURE.exec(code)?.[0]}: a pure folder reads no clock, environment or randomness`);
  }
  return found;
}

function sourceFiles(folder: string): string[] {
  if (!existsSync(path.join(ROOT, folder))) return [];
  return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => path.posix.join(folder, file.split(path.sep).join('/')));
}

describe('the walls of the house', () => {
  it('stand in every file', () => {
    const files = [...sourceFiles('shared'), ...sourceFiles('functions')];
    expect(files).toContain('shared/model/alert.ts');
    expect(files.flatMap((file) => violations(file, readFileSync(path.join(ROOT, file), 'utf8')))).toEqual([]);
  });

  it.each([
    ['shared/fusion/a.ts', "import { EventHub } from '@azure/event-hubs';"],
    ['shared/model/a.ts', "import type { Format } from '../formats/format';"],
    ['shared/formats/suricata/a.ts', "export * from '../../classification/classify';"],
    ['shared/classification/a.ts', "const fusion = require('../fusion/link');"],
    ['shared/fusion/a.ts', "const later = import('../storage/alerts');"],
    ['shared/formats/a.ts', 'const now = Date.now();'],
    ['shared/formats/a.ts', 'const now = new Date();'],
    ['shared/formats/a.ts', 'const now = Date();'],
    ['shared/fusion/a.ts', 'const luck = Math.random();'],
    ['shared/fusion/a.ts', 'const setting = process.env.SETTING;'],
    ['shared/fusion/a.ts', "import { randomUUID } from 'node:crypto';"],
    ['shared/fusion/a.ts', 'const start = performance.now();'],
    ['shared/api/a.ts', "import { app } from '../../functions/setup';"],
    ['shared/storage/a.ts', "import { start } from '../../infra/local/start';"],
    ['functions/a.ts', "import { start } from '../infra/local/start';"],
    ['functions/a.ts', "import { CosmosClient } from '@azure/cosmos';"],
    ['shared/api/a.ts', "import {\n  CosmosClient,\n} from '@azure/cosmos';"],
    ['shared/runtime/a.ts', "console.log('hello');"],
    ['functions/a.ts', 'console.error(error);'],
  ])('would be seen broken in %s by %s', (file, source) => {
    expect(violations(file, `/** A file. */\n${source}\n`)).toHaveLength(1);
  });

  it.each([
    ['shared/storage/a.ts', "import { CosmosClient } from '@azure/cosmos';"],
    ['shared/formats/a.ts', "import { Severity } from '../model/severity';"],
    ['shared/formats/suricata/a.ts', "import { Fields } from '../fields';"],
    ['shared/formats/a.ts', '// no Date.now() here\n/* nor console.log */'],
    ['shared/formats/a.ts', 'const day = new Date(time);'],
    ['shared/runtime/a.ts', 'const now = Date.now();'],
    ['functions/a.ts', "import { classify } from '../shared/classification/classify';"],
  ])('allow in %s: %s', (file, source) => {
    expect(violations(file, source)).toEqual([]);
  });
});

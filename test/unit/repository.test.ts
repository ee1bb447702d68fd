import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { BINDING_SETTINGS, SETTING_DESCRIPTIONS } from '../../shared/runtime/config';

const ROOT = path.resolve(__dirname, '../..');
const text = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');

interface LockedPackage {
  dev?: boolean;
  devOptional?: boolean;
  resolved?: string;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

const manifest = JSON.parse(text('package.json')) as {
  main: string;
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
};
const locked = (JSON.parse(text('package-lock.json')) as { packages: Record<string, LockedPackage> }).packages;

/** The folder of the package that `name` means to a package in `from`, as Node looks for it. */
function find(name: string, from: string): string | undefined {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const candidate = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`;
    if (candidate in locked) return candidate;
    if (folder === '') return undefined;
  }
}

describe('package-lock.json', () => {
  it('names no registry, so that an install works with any', () => {
    expect(Object.entries(locked).filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
    expect(text('package-lock.json')).not.toMatch(/https?:\/\/registry\./);
  });

  it('belongs to package.json', () => {
    expect(locked['']?.dependencies).toEqual(manifest.dependencies);
    expect(locked['']?.devDependencies).toEqual(manifest.devDependencies);
  });

  it('installs for the deployed package all that the runtime packages need', () => {
    const missing: string[] = [];
    const seen = new Set<string>();
    const visit = (name: string, from: string) => {
      const folder = find(name, from);
      if (folder === undefined || locked[folder]?.dev || locked[folder]?.devOptional) missing.push(`${name}, for ${from}`);
      if (folder === undefined || seen.has(folder)) return;
      seen.add(folder);
      for (const dependency of Object.keys(locked[folder]?.dependencies ?? {})) visit(dependency, folder);
    };
    for (const name of Object.keys(manifest.dependencies)) visit(name, '');
    expect(missing).toEqual([]);
    expect(seen.size).toBeGreaterThan(20);
  });

  it('leaves everything of the local stack and the tests out of the deployed package', () => {
    const deployed = Object.keys(locked).filter((folder) => folder !== '' && !locked[folder]?.dev && !locked[folder]?.devOptional);
    // What the runtime packages and the local stack share, such as rhea, the runtime packages bring.
    for (const name of Object.keys(manifest.devDependencies).filter((name) => !locked[`node_modules/${name}`]?.dev)) {
      const users = deployed.filter((folder) => name in (locked[folder]?.dependencies ?? {}));
      expect([name, users]).not.toEqual([name, []]);
    }
    for (const name of ['azurite', '@vercel/cosmosdb-server', 'jest', 'typescript', '@swc/core', '@biomejs/biome'])
      expect(deployed).not.toContain(`node_modules/${name}`);
  });
});

describe('package.json', () => {
  it('names exact versions', () => {
    for (const version of Object.values({ ...manifest.dependencies, ...manifest.devDependencies }))
      expect(version).toMatch(/^\d+\.\d+\.\d+(?:-[\w.]+)?$/);
  });

  it('has among the runtime packages each one that the app imports', () => {
    const imported = [...sources('functions'), ...sources('shared')].flatMap((file) =>
      [...text(file).matchAll(/^(?:import|export) (?!type )[^;]*?from '([^'.][^']*)'/gm)].map(([, name = '']) => packageOf(name)),
    );
    const unknown = [...new Set(imported)].filter((name) => !name.startsWith('node:') && !(name in manifest.dependencies));
    expect(imported.length).toBeGreaterThan(0);
    expect(unknown).toEqual([]);
  });
});

describe('host.json', () => {
  const host = JSON.parse(text('host.json')) as { version: string; extensionBundle: { version: string } };

  it('is for version 4 of the Functions runtime and its extensions', () => {
    expect(host.version).toBe('2.0');
    expect(host.extensionBundle.version).toBe('[4.*, 5.0.0)');
  });
});

describe('.funcignore', () => {
  const patterns = text('.funcignore')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));

  it('has only patterns for the top folder, so that none reaches into dist/ and node_modules/', () => {
    for (const pattern of patterns) expect(pattern).toMatch(/^\/(?:\.\*|\*\.\w+|[\w.-]+\/?)$/);
  });

  it.each(['dist', 'host.json', 'package.json', 'node_modules'])('keeps %s', (name) => {
    expect(isIgnored(name)).toBe(false);
  });

  it('leaves the rest behind', () => {
    const names = readdirSync(ROOT).filter((name) => !['dist', 'host.json', 'package.json', 'node_modules'].includes(name));
    expect(names.filter((name) => !isIgnored(name))).toEqual([]);
  });

  function isIgnored(name: string): boolean {
    return patterns.some((pattern) => {
      const own = pattern.slice(1).replace(/\/$/, '');
      if (own === '.*') return name.startsWith('.');
      return own.startsWith('*') ? name.endsWith(own.slice(1)) : own === name;
    });
  }
});

describe('NOTICE', () => {
  it('names the publications that the source code refers to', () => {
    const notice = text('NOTICE');
    const referring = sources('shared').filter((file) => /\(see NOTICE\)/.test(text(file)));
    expect(referring.length).toBeGreaterThan(0);
    for (const file of referring) {
      const [, publisher = ''] = /Source: ([A-Z]\w+ [A-Z][\w&]+)|(?:MITRE ATT&CK)/.exec(text(file).replaceAll(/\n \* /g, ' ')) ?? [];
      expect(notice).toContain(publisher === '' ? 'MITRE ATT&CK' : publisher);
    }
  });
});

describe('README.md', () => {
  const rows = settingRows(existsSync(path.join(ROOT, 'README.md')) ? text('README.md') : '');

  it('has a row for each setting, with the meaning that the code gives it', () => {
    expect(Object.fromEntries(rows.map(({ name, meaning }) => [name, meaning]))).toEqual({ ...SETTING_DESCRIPTIONS, ...BINDING_SETTINGS });
  });
});

/** Rows of the table `| setting | default | meaning |`. */
function settingRows(markdown: string): { name: string; meaning: string }[] {
  const [, table = ''] = /^\| *setting *\| *default *\| *meaning *\|\n\|[-| :]+\|\n((?:\|.*\|\n)*)/im.exec(markdown) ?? [];
  return table
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [name = '', , meaning = ''] = line
        .slice(1, -1)
        .split(/(?<!\\)\|/)
        .map((cell) => cell.trim().replaceAll('\\|', '|'));
      return { name: name.replaceAll('`', ''), meaning };
    });
}

function sources(folder: string): string[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => path.join(folder, file));
}

function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

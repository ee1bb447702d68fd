import type { Entity, EntityRole } from '../../model/entity';
import { EntityList } from '../entity-list';
import type { CefEvent } from './event';

/**
 * Both sides with their machines and accounts, the programs, the file and the URL. The device that reports stays out, for it meets everything; where no side
 * is named it is the machine itself, as the agents of endpoints report.
 */
export function readEntities({ fields }: CefEvent): Entity[] {
  const list = new EntityList();
  const field = (name: string) => fields.get(name) ?? '';
  const hasSides = ['src', 'dst', 'shost', 'dhost'].some((name) => field(name) !== '');
  const device = hasSides ? undefined : list.machine({ name: field('dvchost'), addresses: [field('dvc')] });
  const source = addSide(list, field, 's', 'source', device);
  const target = addSide(list, field, 'd', 'target', device);
  const host = target ?? source;

  list.url(field('request'));
  list.file({ path: field('filePath') || field('fname'), host });
  list.hash('', field('fileHash'));
  addNamedHashes(list, fields);
  for (const name of ['sourceDnsDomain', 'destinationDnsDomain']) if (field(name).includes('.')) list.dns(field(name));
  list.ip(field('sourceTranslatedAddress'), 'source');
  for (const name of ['c6a2', 'c6a3']) list.ip(field(name), name === 'c6a2' ? 'source' : 'target');
  return list.entities;
}

/** Gives the key of the machine on this side, else of the device. */
function addSide(
  list: EntityList,
  field: (name: string) => string,
  side: 's' | 'd',
  role: EntityRole,
  device: string | undefined,
): string | undefined {
  const address = field(side === 's' ? 'src' : 'dst');
  const name = field(`${side}host`);
  const host = name === '' ? device : list.machine({ name, addresses: [address], role });
  list.ip(address, role, portOf(field(`${side}pt`)));
  list.account({ name: field(`${side}user`), ntDomain: field(`${side}ntdom`), sid: sidOf(field(`${side}uid`)), host }, role);
  list.process({ host, image: field(`${side}proc`), processId: field(`${side}pid`) });
  return host;
}

/** The hashes in fields whose label or name ends with the algorithm: `cs2Label=sha1`, `TrendMicroDsFileSHA256=...`. */
function addNamedHashes(list: EntityList, fields: CefEvent['fields']): void {
  for (const [name, value] of fields) {
    const [, algorithm] = /(md5|sha-?(?:1|256|512))(?: ?hash)?$/i.exec(fields.get(`${name}Label`) ?? name) ?? [];
    if (algorithm !== undefined) list.hash(algorithm, value);
  }
}

function portOf(port: string): Record<string, string> {
  return port === '' ? {} : { port };
}

function sidOf(id: string): string {
  return /^s-1-/i.test(id) ? id : '';
}

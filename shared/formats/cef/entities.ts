import type { Entity, EntityRole } from '../../model/entity';
import { EntityList } from '../entity-list';
import type { CefEvent } from './event';

/** Both sides with their machines and accounts, the programs, the file and the URL; the device that reports stays out, for it meets everything. */
export function readEntities({ fields }: CefEvent): Entity[] {
  const list = new EntityList();
  const field = (name: string) => fields.get(name) ?? '';
  const source = addSide(list, field, 's', 'source');
  const target = addSide(list, field, 'd', 'target');
  const host = target ?? source;

  list.url(field('request'));
  list.file({ path: field('filePath') || field('fname'), host });
  list.hash('', field('fileHash'));
  for (const hash of ['md5', 'sha1', 'sha256']) list.hash(hash, field(`fileHash${hash}`) || field(hash));
  for (const name of ['sourceDnsDomain', 'destinationDnsDomain']) if (field(name).includes('.')) list.dns(field(name));
  list.ip(field('sourceTranslatedAddress'), 'source');
  for (const name of ['c6a2', 'c6a3']) list.ip(field(name), name === 'c6a2' ? 'source' : 'target');
  return list.entities;
}

/** Gives the key of the machine on this side, if it has a name. */
function addSide(list: EntityList, field: (name: string) => string, side: 's' | 'd', role: EntityRole): string | undefined {
  const address = field(side === 's' ? 'src' : 'dst');
  const name = field(`${side}host`);
  const host = name === '' ? undefined : list.machine({ name, addresses: [address], role });
  list.ip(address, role, portOf(field(`${side}pt`)));
  list.account({ name: field(`${side}user`), ntDomain: field(`${side}ntdom`), sid: sidOf(field(`${side}uid`)), host }, role);
  list.process({ host, image: field(`${side}proc`), processId: field(`${side}pid`) });
  return host;
}

function portOf(port: string): Record<string, string> {
  return port === '' ? {} : { port };
}

function sidOf(id: string): string {
  return /^s-1-/i.test(id) ? id : '';
}

import type { EntityRole } from '../../model/entity';
import type { EntityList } from '../entity-list';
import type { JsonObject } from '../format';
import { at, objectAt, objectsAt, textAt } from '../nested';
import { readTime } from '../time';

/** A user, on a host or in a cloud account, of which the users then are known by their names. */
export function addUser(list: EntityList, user: unknown, host: string | undefined, account: string, role?: EntityRole): void {
  const uid = textAt(user, 'uid');
  list.account(
    {
      name: textAt(user, 'email_addr') || textAt(user, 'name') || (/^s-1-/i.test(uid) ? '' : uid),
      ntDomain: textAt(user, 'domain') || textAt(user, 'account', 'uid') || account,
      sid: /^s-1-/i.test(uid) ? uid : '',
      host,
    },
    role,
  );
}

export function addProcess(list: EntityList, process: unknown, host: string | undefined, account: string): void {
  const file = objectAt(process, 'file');
  list.process({
    host,
    image: textAt(file, 'path') || textAt(file, 'name') || textAt(process, 'name'),
    processId: textAt(process, 'pid'),
    startTime: readTime(at(process, 'created_time')) ?? readTime(at(process, 'created_time_dt')),
    commandLine: textAt(process, 'cmd_line'),
  });
  if (Object.keys(file).length > 0) addFile(list, file, host);
  addUser(list, at(process, 'user'), host, account);
}

const ALGORITHMS: Record<number, string> = { 1: 'md5', 2: 'sha1', 3: 'sha256', 4: 'sha512' };

export function addFile(list: EntityList, file: JsonObject, host: string | undefined): void {
  list.file({ path: textAt(file, 'path') || textAt(file, 'name'), host });
  for (const print of [...objectsAt(file, 'hashes'), ...objectsAt(file, 'fingerprints')]) {
    const known = ALGORITHMS[Number(print.algorithm_id)];
    if (known !== undefined || typeof print.algorithm === 'string') list.hash(known ?? textAt(print, 'algorithm'), print.value);
  }
}

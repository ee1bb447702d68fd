import type { EntityList } from '../entity-list';
import { isObject, textOf } from '../fields';

/** A Windows event as Wazuh decodes it: who did what with which program, and what it reached for. */
export function addWindowsEvent(list: EntityList, win: unknown, agent: string | undefined): void {
  if (!isObject(win)) return;
  const system = isObject(win.system) ? win.system : {};
  const data = isObject(win.eventdata) ? win.eventdata : {};
  const host = list.machine({ name: textOf(system.computer) }) ?? agent;

  list.account(
    { name: textOf(data.subjectUserName), ntDomain: textOf(data.subjectDomainName), sid: textOf(data.subjectUserSid), host },
    'source',
  );
  list.account(
    { name: textOf(data.targetUserName), ntDomain: textOf(data.targetDomainName), sid: textOf(data.targetUserSid), host },
    'target',
  );
  list.account({ name: textOf(data.user), host });
  list.ip(data.ipAddress ?? data.sourceIp, 'source');
  list.ip(data.destinationIp, 'target');
  list.dns(data.queryName ?? data.destinationHostname);
  list.process({
    host,
    image: textOf(data.image) || textOf(data.newProcessName),
    processId: textOf(data.processId),
    commandLine: textOf(data.commandLine),
  });
  list.file({ path: textOf(data.targetFilename) || textOf(data.imageLoaded), host });
  for (const [, algorithm = '', value = ''] of textOf(data.hashes).matchAll(/\b(MD5|SHA1|SHA256)=([0-9A-Fa-f]+)/g))
    list.hash(algorithm, value);
}

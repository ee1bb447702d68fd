import { registryKey } from '../../model/entity-key';
import type { EntityList } from '../entity-list';
import { isObject, textOf } from '../fields';

/** Gives a field of an event; the first of several which is there. */
type Told = (...names: string[]) => string;

/** A Windows event as Wazuh decodes it: who did what with which program, and what it reached for. */
export function addWindowsEvent(list: EntityList, win: unknown, agent: string | undefined): void {
  if (!isObject(win)) return;
  const system = isObject(win.system) ? win.system : {};
  const data = isObject(win.eventdata) ? win.eventdata : {};
  const host = list.machine({ name: textOf(system.computer) }) ?? agent;
  const told: Told = (...names) => names.map((name) => fieldText(data[name])).find((text) => text !== '') ?? '';

  list.account({ name: told('subjectUserName'), ntDomain: told('subjectDomainName'), sid: told('subjectUserSid'), host }, 'source');
  list.account({ name: told('targetUserName'), ntDomain: told('targetDomainName'), sid: told('targetUserSid'), host }, 'target');
  list.account({ name: told('user'), host });
  list.account({ name: told('sourceUser'), host }, 'source');
  list.account({ name: told('targetUser'), host }, 'target');
  list.ip(told('ipAddress', 'sourceIp'), 'source');
  list.ip(told('destinationIp'), 'target');
  list.dns(told('queryName', 'destinationHostname'));
  addPrograms(list, told, host);
  list.file({ path: told('targetFilename', 'imageLoaded'), host });
  addRegistry(list, told('targetObject'), textOf(system.eventID), host);
  for (const [, algorithm = '', value = ''] of told('hashes').matchAll(/\b(MD5|SHA1|SHA256)=([0-9A-Fa-f]+)/g)) list.hash(algorithm, value);
}

/** Wazuh doubles the backslashes; Windows writes `-` for nothing. */
function fieldText(value: unknown): string {
  const text = textOf(value).replaceAll('\\\\', '\\');
  return text.trim() === '-' ? '' : text;
}

/** The program, the one that started it, and the one into which it reached. Event 4688 calls the starter's number `processId`. */
function addPrograms(list: EntityList, told: Told, host: string | undefined): void {
  const isCreation = told('newProcessName') !== '';
  const programs = [
    {
      image: told('image', 'newProcessName', 'sourceImage', 'processName'),
      processId: isCreation ? told('newProcessId') : told('processId', 'sourceProcessId'),
      commandLine: told('commandLine'),
    },
    {
      image: told('parentImage', 'parentProcessName'),
      processId: isCreation ? told('processId') : told('parentProcessId'),
      commandLine: told('parentCommandLine'),
    },
    { image: told('targetImage'), processId: told('targetProcessId') },
  ];
  for (const program of programs) if (program.image !== '') list.process({ host, ...program });
}

/** Sysmon's event that sets a value. */
const VALUE_SET = '13';

/** Sysmon names a value by the path of its key and its own name. */
function addRegistry(list: EntityList, path: string, eventId: string, host: string | undefined): void {
  const [hive = '', ...rest] = path.split('\\');
  if (rest.length === 0) return;
  const valueName = eventId === VALUE_SET ? (rest.pop() ?? '') : '';
  const key = rest.join('\\');
  if (eventId === VALUE_SET)
    list.add('registry-value', registryKey('registry-value', host, hive, key, valueName), valueName, { hive, key, valueName });
  else list.add('registry-key', registryKey('registry-key', host, hive, key), key, { hive, key });
}

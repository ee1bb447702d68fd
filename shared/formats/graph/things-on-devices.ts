import type { EntityRole } from '../../model/entity';
import type { EntityList } from '../entity-list';
import type { JsonObject } from '../format';
import { at, textAt, textsAt } from '../nested';
import { readTime } from '../time';

/** Whose evidence it is, and the key of the device on which it was found. */
export interface EvidenceContext {
  role: EntityRole | undefined;
  device: string | undefined;
}

export type EvidenceReader = (list: EntityList, evidence: JsonObject, context: EvidenceContext) => void;

/** Gives the key of the device. The address under which it is seen from outside is not its own, so it stays out. */
export function addDevice(list: EntityList, device: JsonObject, role: EntityRole | undefined): string | undefined {
  return list.machine({
    name: textAt(device, 'deviceDnsName') || textAt(device, 'hostName') || textAt(device, 'azureAdDeviceId'),
    dnsDomain: textAt(device, 'dnsDomain'),
    addresses: [textAt(device, 'lastIpAddress'), ...textsAt(device, 'ipInterfaces')],
    resourceId: textAt(device, 'vmMetadata', 'resourceId'),
    role,
    properties: { osFamily: textAt(device, 'osPlatform') },
  });
}

export function addUser(list: EntityList, account: unknown, role: EntityRole | undefined, host: string | undefined): void {
  const name = textAt(account, 'accountName');
  const facts = {
    ntDomain: textAt(account, 'domainName'),
    sid: textAt(account, 'userSid'),
    aadUserId: textAt(account, 'azureAdUserId'),
    host,
  };
  const [user = '', upnSuffix = ''] = textAt(account, 'userPrincipalName').split('@');
  list.account(
    { ...facts, name: name || user, upnSuffix: user !== '' && (name === '' || name.toLowerCase() === user.toLowerCase()) ? upnSuffix : '' },
    role,
  );
}

export function addFile(list: EntityList, file: unknown, host: string | undefined): void {
  list.file({ path: pathOf(file), host });
  for (const algorithm of ['sha1', 'sha256', 'md5']) list.hash(algorithm, at(file, algorithm));
}

/** The whole path. Linux's agent repeats the file's name at the end of the folder. */
function pathOf(file: unknown): string {
  const [folder, name] = [textAt(file, 'filePath'), textAt(file, 'fileName')];
  const separator = folder.includes('/') ? '/' : '\\';
  if (folder === '' || name === '') return name;
  return folder.endsWith(`${separator}${name}`) ? folder : `${folder}${folder.endsWith(separator) ? '' : separator}${name}`;
}

export function addProcess(list: EntityList, process: JsonObject, { role, device }: EvidenceContext): void {
  list.process({
    host: device,
    image: pathOf(process.imageFile),
    processId: textAt(process, 'processId'),
    startTime: readTime(at(process, 'processCreationDateTime')),
    commandLine: textAt(process, 'processCommandLine'),
  });
  addFile(list, process.imageFile, device);
  list.process({
    host: device,
    image: pathOf(process.parentProcessImageFile),
    processId: textAt(process, 'parentProcessId'),
    startTime: readTime(at(process, 'parentProcessCreationDateTime')),
  });
  addFile(list, process.parentProcessImageFile, device);
  addUser(list, process.userAccount, role, device);
}

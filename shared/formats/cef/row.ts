import { textOf } from '../fields';
import type { JsonObject } from '../format';
import { LIMITS } from '../limits';

/** Columns of CommonSecurityLog and the short names of the same fields. Source: Microsoft Learn, CEF and CommonSecurityLog field mapping. */
const COLUMNS = new Map<string, string>(
  Object.entries({
    SourceIP: 'src',
    SourceHostName: 'shost',
    SourcePort: 'spt',
    SourceUserName: 'suser',
    SourceUserID: 'suid',
    SourceNTDomain: 'sntdom',
    SourceProcessName: 'sproc',
    SourceProcessId: 'spid',
    SourceDnsDomain: 'sourceDnsDomain',
    DestinationIP: 'dst',
    DestinationHostName: 'dhost',
    DestinationPort: 'dpt',
    DestinationUserName: 'duser',
    DestinationUserID: 'duid',
    DestinationNTDomain: 'dntdom',
    DestinationProcessName: 'dproc',
    DestinationProcessId: 'dpid',
    DestinationDnsDomain: 'destinationDnsDomain',
    DeviceAction: 'act',
    DeviceAddress: 'dvc',
    DeviceName: 'dvchost',
    DeviceEventCategory: 'cat',
    DeviceFacility: 'deviceFacility',
    FileName: 'fname',
    FilePath: 'filePath',
    FileHash: 'fileHash',
    RequestURL: 'request',
    Message: 'msg',
    ReceiptTime: 'rt',
    StartTime: 'start',
    EndTime: 'end',
    ExternalID: 'externalId',
    Protocol: 'proto',
    ApplicationProtocol: 'app',
    EventOutcome: 'outcome',
    Reason: 'reason',
  }),
);

/** `DeviceCustomString1` is `cs1`, its label `cs1Label`, and so on. */
const CUSTOM = /^DeviceCustom(String|Number|IPv6Address|Date|FloatingPoint)(\d)(Label)?$/;
const PREFIXES = new Map<string, string>(
  Object.entries({ String: 'cs', Number: 'cn', IPv6Address: 'c6a', Date: 'deviceCustomDate', FloatingPoint: 'cfp' }),
);

/** The fields of a row by their short names. `AdditionalExtensions` holds the rest as `key=value;key=value`. */
export function fieldsOfRow(row: JsonObject): Map<string, string> {
  const fields = new Map<string, string>();
  for (const [column, cell] of Object.entries(row).slice(0, LIMITS.members * 2)) {
    const [, type = '', number = '', label = ''] = CUSTOM.exec(column) ?? [];
    const name = COLUMNS.get(column) ?? (type === '' ? undefined : `${PREFIXES.get(type)}${number}${label}`);
    const text = textOf(cell);
    if (name !== undefined && text.trim() !== '' && !fields.has(name)) fields.set(name, text);
  }
  for (const pair of textOf(row.AdditionalExtensions).split(';', LIMITS.members)) {
    const equals = pair.indexOf('=');
    if (equals > 0 && !fields.has(pair.slice(0, equals).trim())) fields.set(pair.slice(0, equals).trim(), pair.slice(equals + 1).trim());
  }
  return fields;
}

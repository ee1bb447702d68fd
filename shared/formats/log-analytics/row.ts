import { isObject } from '../fields';
import type { JsonObject } from '../format';
import { portalTime } from './portal-time';

/** Columns by their present names, each with those that earlier versions of the table and its exports used. */
const COLUMNS = new Map<string, readonly string[]>(
  Object.entries({
    AlertType: ['AlertType', 'AlertName'],
    DisplayName: ['DisplayName', 'AlertDisplayName', 'AlertName'],
    AlertSeverity: ['AlertSeverity', 'Severity'],
    StartTime: ['StartTime', 'StartTimeUtc'],
    EndTime: ['EndTime', 'EndTimeUtc'],
    AlertLink: ['AlertLink', 'AlertUri'],
    ResourceId: ['ResourceId', '_ResourceId', 'AzureResourceId'],
    ProcessingEndTime: ['ProcessingEndTime', 'ProcessingEndTimeUtc'],
  }),
);

const TIMES = new Set(['StartTime', 'EndTime', 'ProcessingEndTime', 'TimeGenerated']);

/** A cell by the present name of its column. */
export function column(row: JsonObject, name: string): unknown {
  const cell = (COLUMNS.get(name) ?? [name])
    .map((candidate) => row[candidate])
    .find((value) => value !== undefined && value !== null && value !== '');
  return TIMES.has(name) && typeof cell === 'string' ? portalTime(cell) : cell;
}

/** The alert of which the row is a copy, in the shape of continuous export. */
export function asExport(row: JsonObject): JsonObject {
  const cell = (name: string) => column(row, name);
  return {
    ...row,
    AlertType: cell('AlertType'),
    AlertDisplayName: cell('DisplayName'),
    Severity: cell('AlertSeverity'),
    StartTimeUtc: cell('StartTime'),
    EndTimeUtc: cell('EndTime'),
    ProcessingEndTime: cell('ProcessingEndTime'),
    TimeGenerated: cell('TimeGenerated'),
    AlertUri: cell('AlertLink'),
    AzureResourceId: cell('ResourceId'),
    Intent: textList(cell('Tactics')).join(',') || cell('Intent'),
    Techniques: textList(cell('Techniques')),
    SubTechniques: textList(cell('SubTechniques')),
    Entities: unfold(cell('Entities')),
    ExtendedProperties: extendedProperties(unfold(cell('ExtendedProperties'))),
    ExtendedLinks: unfold(cell('ExtendedLinks')),
    RemediationSteps: unfold(cell('RemediationSteps')),
    ResourceIdentifiers: unfold(cell('ResourceIdentifiers')),
  };
}

/** JSON inside a text; any other text as it is. */
function unfold(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** A list, a list as JSON text, or words between commas. */
function textList(value: unknown): unknown[] {
  const unfolded = unfold(value);
  if (Array.isArray(unfolded)) return unfolded;
  return typeof unfolded === 'string' ? unfolded.split(/[,;]/).map((word) => word.trim()) : [];
}

/** What is no map is kept as one text, for people. */
function extendedProperties(value: unknown): unknown {
  return typeof value === 'string' && value.trim() !== '' ? { ExtendedProperties: value } : isObject(value) ? value : {};
}

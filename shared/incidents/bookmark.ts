import type { Author } from './comment';

/** What a person found when looking through logs and keeps for an investigation: the query, and what came of it. Times are epoch milliseconds. */
export interface Bookmark {
  id: string;
  displayName: string;
  /** In whatever language the logs are searched; it is kept and not run. */
  query: string;
  queryResult?: string;
  /** The stretch of time that the query looked at. */
  queryStartTime?: number;
  queryEndTime?: number;
  /** When what was found happened. */
  eventTime?: number;
  notes?: string;
  labels: string[];
  /** By the names of Azure's API, which has some that ATT&CK has not. */
  tactics: string[];
  techniques: string[];
  /** What the result names: a type of entity with the values by which it is known. */
  entityMappings: EntityMapping[];
  createdTime: number;
  createdBy: Author;
  modifiedTime: number;
  modifiedBy: Author;
  /** The incident to which it belongs, if it does, and the name of the relation between them. */
  incidentId?: string;
  relationName?: string;
}

export interface EntityMapping {
  entityType: string;
  fieldMappings: { identifier: string; value: string }[];
}

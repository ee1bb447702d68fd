import { z } from 'zod';
import type { Bookmark } from '../../incidents/bookmark';
import { TACTICS } from '../../model/tactic';

const optionalText = (longest: number) => z.string().max(longest).nullish();
const time = z.iso.datetime({ offset: true }).nullish();

/** Of `AttackTactic` in Azure's API: those of ATT&CK for enterprises, two of ATT&CK for industrial control systems, and one of old. */
const TACTIC_NAMES = [...TACTICS.map(({ name }) => name), 'PreAttack', 'ImpairProcessControl', 'InhibitResponseFunction'] as const;

/** What a client sends to create or replace a bookmark. Who wrote it and to which incident it belongs is not for it to say, and ignored. */
export const BOOKMARK_BODY = z
  .object({
    etag: optionalText(200),
    properties: z.object({
      displayName: z.string().min(1).max(500),
      query: z.string().min(1).max(30_000),
      queryResult: optionalText(100_000),
      queryStartTime: time,
      queryEndTime: time,
      eventTime: time,
      notes: optionalText(30_000),
      labels: z.array(z.string().min(1).max(100)).max(50).nullish(),
      tactics: z.array(z.enum(TACTIC_NAMES)).max(20).nullish(),
      techniques: z.array(z.string().min(1).max(20)).max(50).nullish(),
      entityMappings: z
        .array(
          z.object({
            entityType: z.string().min(1).max(100),
            fieldMappings: z
              .array(z.object({ identifier: z.string().min(1).max(100), value: z.string().max(2_000) }))
              .max(20)
              .default([]),
          }),
        )
        .max(20)
        .nullish(),
    }),
  })
  .meta({ id: 'BookmarkParameters' });

export type BookmarkBody = z.output<typeof BOOKMARK_BODY>;

/** What of a bookmark the client says; what is absent is taken back. */
export function contentOf({
  properties,
}: BookmarkBody): Omit<Bookmark, 'id' | 'createdTime' | 'createdBy' | 'modifiedTime' | 'modifiedBy' | 'incidentId' | 'relationName'> {
  const { displayName, query, queryResult, queryStartTime, queryEndTime, eventTime, notes } = properties;
  return {
    displayName,
    query,
    ...(queryResult && { queryResult }),
    ...(queryStartTime && { queryStartTime: Date.parse(queryStartTime) }),
    ...(queryEndTime && { queryEndTime: Date.parse(queryEndTime) }),
    ...(eventTime && { eventTime: Date.parse(eventTime) }),
    ...(notes && { notes }),
    labels: [...new Set(properties.labels ?? [])],
    tactics: properties.tactics ?? [],
    techniques: properties.techniques ?? [],
    entityMappings: properties.entityMappings ?? [],
  };
}

import type { ContainerDefinition, IndexingPolicy } from '@azure/cosmos';
import { CONTAINERS, type ContainerName, PARTITION_KEY_PATH } from '../runtime/resources';

type CompositeIndex = [path: string, order: 'ascending' | 'descending'][];

/**
 * Only what queries filter and order by is indexed: each indexed path makes every write dearer, and an alert has hundreds.
 * `_ts` and `id` are always indexed by the service.
 */
const INDEXED: Record<ContainerName, { paths: string[]; composite?: CompositeIndex[] }> = {
  alerts: {
    paths: [
      'startTime',
      'arrivedTime',
      'severity',
      'status',
      'productKey',
      'typeKey',
      'entityKeys/[]',
      'activityId',
      'isSilenced',
      'tactics/[]',
      'techniques/[]',
      'resourceGroups/[]',
    ],
    composite: latestFirst('startTime', 'arrivedTime'),
  },
  incidents: {
    paths: [
      'kind',
      'action',
      'status',
      'severity',
      'createdTime',
      'modifiedTime',
      'firstActivityTime',
      'lastActivityTime',
      'alertIds/[]',
      'incidentIds/[]',
      'incidentId',
      'memberIds/[]',
      'entities/[]/key',
      'mergedInto',
      'deletedTime',
      'recordedTime',
      'touchKeys/[]',
      'touchedFrom',
      'touchedTo',
    ],
    composite: latestFirst(
      'createdTime',
      'modifiedTime',
      'firstActivityTime',
      'lastActivityTime',
      'number',
      'severityRank',
      'status',
      'title',
    ),
  },
  activities: { paths: ['kind', 'bucket', 'firstTime', 'lastTime', 'keys/[]'] },
  deadLetters: {
    paths: ['kind', 'time', 'code'],
    composite: latestFirst('time'),
  },
  activityLog: { paths: ['kind', 'time', 'resourceGroup', 'resourceId', 'correlationId'], composite: latestFirst('time') },
  exports: { paths: ['kind', 'target', 'firstWritten', 'lastWritten'] },
  state: { paths: ['kind', 'day', 'concerns/[]'] },
};

/** One for each property by which lists are ordered: with the id, since several documents may be equal in it. The service reads it in both directions. */
function latestFirst(...paths: string[]): CompositeIndex[] {
  return paths.map((path) => [
    [path, 'descending'],
    ['id', 'descending'],
  ]);
}

/** TTL is on, and each document says for itself how long it lives. */
const TTL_BY_DOCUMENT = -1;

/** What the deployment template creates in Azure, and `prepareDatabase` on an emulator. */
export function containerDefinitions(): ContainerDefinition[] {
  return (Object.keys(CONTAINERS) as ContainerName[]).map((name) => ({
    id: CONTAINERS[name],
    partitionKey: { paths: [PARTITION_KEY_PATH] },
    defaultTtl: TTL_BY_DOCUMENT,
    indexingPolicy: indexingPolicy(name),
  }));
}

function indexingPolicy(name: ContainerName): IndexingPolicy {
  const { paths, composite = [] } = INDEXED[name];
  return {
    automatic: true,
    indexingMode: 'consistent',
    includedPaths: [PARTITION_KEY_PATH, ...paths.map((path) => `/${path}`)].map((path) => ({ path: `${path}/?` })),
    excludedPaths: [{ path: '/*' }],
    compositeIndexes: composite.map((index) => index.map(([path, order]) => ({ path: `/${path}`, order }))),
  };
}

/** Names of the hubs, queues and containers which the app uses. They are the same everywhere; the deployment template creates them. */
export const HUBS = { alerts: 'alerts', incidents: 'incidents' } as const;

export const QUEUES = { fusion: 'fusion', exports: 'exports' } as const;

/** Containers of the database; each has the partition key `/subscriptionId`. */
export const CONTAINERS = {
  alerts: 'alerts',
  activities: 'activities',
  incidents: 'incidents',
  deadLetters: 'deadLetters',
  state: 'state',
  activityLog: 'activityLog',
  exports: 'exports',
} as const;
export type ContainerName = keyof typeof CONTAINERS;

export const PARTITION_KEY_PATH = '/subscriptionId';

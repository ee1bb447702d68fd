import { z } from 'zod';

export interface HubConfig {
  name: string;
  /** 1 to 32. */
  partitionCount: number;
  /** Besides `$default`, which every hub has. */
  consumerGroups: string[];
}

const name = z
  .string()
  .regex(/^[A-Za-z0-9]([\w\-./]*[A-Za-z0-9])?$/, 'letters, digits, ".", "-", "_" and "/"; a letter or digit at both ends');

const consumerGroup = z.object({ Name: name });

const entity = z.object({
  Name: name,
  PartitionCount: z.int().min(1).max(32),
  ConsumerGroups: z.array(consumerGroup).max(20).refine(distinctNames, 'two consumer groups have one name').default([]),
});

const namespace = z.object({ Entities: z.array(entity).min(1).max(10).refine(distinctNames, 'two event hubs have one name') });

const configFile = z.object({ UserConfig: z.object({ NamespaceConfig: z.array(namespace).length(1) }) });

/**
 * Reads the official Event Hubs emulator's `Config.json`, so that one file serves both emulators. Within the official limits; logging is not looked at.
 * @throws Error which names each wrong field.
 */
export function readHubConfig(json: unknown): HubConfig[] {
  const result = configFile.safeParse(json);
  if (!result.success) throw new Error(`Event Hubs emulator, Config.json:\n${z.prettifyError(result.error)}`);
  return result.data.UserConfig.NamespaceConfig.flatMap(({ Entities }) =>
    Entities.map(({ Name, PartitionCount, ConsumerGroups }) => ({
      name: Name,
      partitionCount: PartitionCount,
      consumerGroups: ConsumerGroups.map((group) => group.Name),
    })),
  );
}

/** Names differ by more than letter case: the service ignores it. */
function distinctNames(named: readonly { Name: string }[]): boolean {
  return new Set(named.map(({ Name }) => Name.toLowerCase())).size === named.length;
}

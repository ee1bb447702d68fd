import officialFile from '../../../infra/local/event-hubs/Config.json';
import { readHubConfig } from '../../../infra/local/event-hubs/hub-config';

function configOf(...entities: unknown[]): unknown {
  return {
    UserConfig: { NamespaceConfig: [{ Type: 'EventHub', Name: 'emulatorNs1', Entities: entities }], LoggingConfig: { Type: 'File' } },
  };
}

describe('Config.json', () => {
  it('of the local stack has the hubs of alerts and incidents', () => {
    expect(readHubConfig(officialFile)).toEqual([
      { name: 'alerts', partitionCount: 4, consumerGroups: ['sinter'] },
      { name: 'incidents', partitionCount: 4, consumerGroups: ['sinter'] },
    ]);
  });

  it('may leave out consumer groups', () => {
    expect(readHubConfig(configOf({ Name: 'a/b.c-d_e', PartitionCount: 32 }))).toEqual([
      { name: 'a/b.c-d_e', partitionCount: 32, consumerGroups: [] },
    ]);
  });

  it.each([
    ['is no object', 'text', /expected object/],
    ['has no namespace', { UserConfig: { NamespaceConfig: [] } }, /UserConfig\.NamespaceConfig/],
    ['has no hub', configOf(), /Entities/],
    ['has eleven hubs', configOf(...Array.from({ length: 11 }, (_, n) => ({ Name: `h${n}`, PartitionCount: 1 }))), /Entities/],
    ['has a hub without partitions', configOf({ Name: 'a', PartitionCount: 0 }), /Entities\[0\]\.PartitionCount/],
    ['has a hub of 33 partitions', configOf({ Name: 'a', PartitionCount: 33 }), /Entities\[0\]\.PartitionCount/],
    ['has a number of partitions as text', configOf({ Name: 'a', PartitionCount: '4' }), /Entities\[0\]\.PartitionCount/],
    ['has a name with a blank', configOf({ Name: 'a b', PartitionCount: 1 }), /letters, digits/],
    [
      'has two hubs of one name',
      configOf({ Name: 'a', PartitionCount: 1 }, { Name: 'A', PartitionCount: 1 }),
      /two event hubs have one name/,
    ],
    [
      'lists the default group',
      configOf({ Name: 'a', PartitionCount: 1, ConsumerGroups: [{ Name: '$default' }] }),
      /ConsumerGroups\[0\]\.Name/,
    ],
  ])('is refused, with the reason, when it %s', (_, json, reason) => {
    expect(() => readHubConfig(json)).toThrow(reason);
  });
});

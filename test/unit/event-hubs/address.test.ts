import { resolveAddress } from '../../../infra/local/event-hubs/address';
import { Hub } from '../../../infra/local/event-hubs/hub';

const retention = { retentionBytes: 1e6, retentionMs: 1e6 };
const alerts = new Hub({ name: 'Alerts', partitionCount: 2, consumerGroups: ['Sinter'] }, retention);
const nested = new Hub({ name: 'eu/alerts', partitionCount: 1, consumerGroups: [] }, retention);
const hubs = new Map([alerts, nested].map((hub) => [hub.name.toLowerCase(), hub]));

describe('an address', () => {
  it.each([
    ['alerts', { hub: alerts }],
    ['/ALERTS/', { hub: alerts }],
    ['alerts/$management', { hub: alerts }],
    ['eu/alerts', { hub: nested }],
    ['alerts/Partitions/1', { hub: alerts, partition: { id: '1', log: alerts.partitions[1] } }],
    ['alerts/publishers/me', { hub: alerts, publisher: 'me' }],
    ['alerts/ConsumerGroups/$Default', { hub: alerts, consumerGroup: '$default' }],
    [
      'alerts/consumergroups/SINTER/partitions/0',
      { hub: alerts, consumerGroup: 'sinter', partition: { id: '0', log: alerts.partitions[0] } },
    ],
    [
      'eu/alerts/ConsumerGroups/$default/Partitions/0',
      { hub: nested, consumerGroup: '$default', partition: { id: '0', log: nested.partitions[0] } },
    ],
  ])('names %s', (address, target) => {
    expect(resolveAddress(hubs, address)).toEqual({ ok: true, target });
  });

  it.each([
    ['', 'amqp:not-found'],
    ['incidents', 'amqp:not-found'],
    ['alerts/other', 'amqp:not-found'],
    ['alerts/ConsumerGroups/other', 'amqp:not-found'],
    ['eu/alerts/ConsumerGroups/sinter', 'amqp:not-found'],
    ['alerts/Partitions/2', 'com.microsoft:argument-out-of-range'],
    ['alerts/Partitions/-1', 'com.microsoft:argument-out-of-range'],
    ['alerts/Partitions/x', 'com.microsoft:argument-out-of-range'],
  ])('names nothing: %j', (address, condition) => {
    expect(resolveAddress(hubs, address)).toMatchObject({ ok: false, error: { condition } });
  });
});

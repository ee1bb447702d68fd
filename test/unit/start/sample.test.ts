import { sampleCampaign } from '../../../infra/local/sample/campaign';
import { DATA, SHOP } from '../../../infra/local/sample/estate';
import { withReferences } from '../../../infra/local/sample/export';
import { DEFENDER_ALERT_TYPES } from '../../../shared/classification/reference/defender-alert-types';
import { readEvent } from '../../../shared/formats/read-event';

const NOW = Date.UTC(2026, 5, 1, 12);
const campaign = sampleCampaign(NOW);

describe('the sample campaign', () => {
  it('consists of alerts of known types in two subscriptions, up to now', () => {
    const readings = campaign.flatMap((event) => readEvent(JSON.stringify(event), { maxBytes: 1 << 20 }));
    expect(readings.filter(({ ok }) => !ok)).toEqual([]);
    expect(new Set(readings.map(({ subscriptionId }) => subscriptionId))).toEqual(new Set([SHOP, DATA]));
    const alerts = readings.flatMap((reading) => (reading.ok ? [reading.alert] : []));
    expect(alerts.filter(({ alertType }) => !DEFENDER_ALERT_TYPES.has(alertType.toLowerCase()))).toEqual([]);
    expect(alerts.every(({ endTime }) => endTime <= NOW && endTime > NOW - 8 * 24 * 60 * 60 * 1000)).toBe(true);
    expect(new Set(alerts.map(({ id }) => id)).size).toBe(alerts.length);
  });

  it('is the same for the same time', () => {
    expect(sampleCampaign(NOW)).toEqual(campaign);
  });

  it('writes an entity once and refers to it after that', () => {
    const host = { Type: 'host', HostName: 'a' };
    expect(withReferences([host, { Type: 'account', Name: 'b', Host: host }])).toEqual([
      { $id: '1', Type: 'host', HostName: 'a' },
      { $id: '2', Type: 'account', Name: 'b', Host: { $ref: '1' } },
    ]);
  });
});

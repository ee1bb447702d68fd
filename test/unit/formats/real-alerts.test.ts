import path from 'node:path';
import { classify } from '../../../shared/classification/classify';
import { readEvent } from '../../../shared/formats/read-event';
import { readRealData, realDataFiles } from '../../support/real-data';
import { HINTS } from './reading';

/** One alert per line, or one array of them. */
function bodiesOf(file: string): string[] {
  const text = readRealData(file);
  return text.startsWith('[') ? [text] : text.split('\n').filter((line) => line !== '');
}

describe('recorded alerts of Suricata', () => {
  for (const file of realDataFiles(/suricata[^/]*\.jsonl?(?:\.zst)?$/)) {
    it(`are all read, apart and with their addresses: ${path.basename(file)}`, () => {
      const readings = bodiesOf(file).flatMap((body) => readEvent(body, HINTS));
      const rejections = readings.filter((reading) => !reading.ok);
      expect(rejections).toEqual([]);

      const alerts = readings.flatMap((reading) => (reading.ok ? [reading.alert] : []));
      const texts = new Set(alerts.map((alert) => JSON.stringify(JSON.parse(alert.raw))));
      expect(new Set(alerts.map(({ id }) => id)).size).toBe(texts.size);
      expect(alerts.every(({ entities }) => entities.filter(({ kind, key }) => kind === 'ip' && key).length >= 2)).toBe(true);

      const known = alerts.map(classify).filter(({ reasons }) => reasons[0]?.code !== 'severity.unknown');
      expect(known).toHaveLength(alerts.length);
    });
  }

  it('are many, where they are at hand', () => {
    const files = realDataFiles(/suricata[^/]*\.jsonl\.zst$/);
    const alerts = files.flatMap(bodiesOf).length;
    expect(alerts).toBeGreaterThanOrEqual(files.length * 1000);
  });
});

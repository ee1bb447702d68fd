import fc from 'fast-check';
import { firstRepeat, MOST_HASHES, mergeRepeats, type Repeats, repeatCount, repeatKey, representative } from '../../../shared/model/repeat';

const WINDOW = 300_000;

function alert(changes: Partial<Parameters<typeof repeatKey>[0]> = {}) {
  return {
    subscriptionId: 'aaaaaaaa-0000-0000-0000-000000000000',
    vendor: 'Wazuh',
    product: 'Wazuh',
    alertType: 'wazuh:9701',
    displayName: 'Dovecot Authentication Success.',
    description: '',
    vendorSeverity: '3',
    action: 'unknown' as const,
    compromisedEntity: '',
    startTime: 12 * WINDOW,
    entities: [
      { kind: 'host', key: 'host:mail' },
      { kind: 'ip', key: 'ip:10.0.0.1', role: 'source' },
    ],
    ...changes,
  };
}

describe('the key of repeats', () => {
  it('is the same for the same entities in any order within a window', () => {
    const { entities } = alert();
    const again = alert({ startTime: 13 * WINDOW - 1, entities: [...entities, ...entities].reverse() });
    expect(repeatKey(again, WINDOW)).toBe(repeatKey(alert(), WINDOW));
  });

  it.each([
    ['type', { alertType: 'wazuh:9702' }],
    ['name', { displayName: 'Dovecot Invalid User Login Attempt.' }],
    ['entities', { entities: [{ kind: 'host', key: 'host:mail' }] }],
    [
      'side of an entity',
      {
        entities: [
          { kind: 'host', key: 'host:mail' },
          { kind: 'ip', key: 'ip:10.0.0.1', role: 'target' },
        ],
      },
    ],
    ['window', { startTime: 13 * WINDOW }],
    ['outcome', { action: 'blocked' as const }],
    ['subscription', { subscriptionId: 'bbbbbbbb-0000-0000-0000-000000000000' }],
  ])('differs by %s', (_, changes) => {
    expect(repeatKey(alert(changes), WINDOW)).not.toBe(repeatKey(alert(), WINDOW));
  });

  it('needs the same description where no entity identifies anything', () => {
    const unnamed = { entities: [{ kind: 'account' }] };
    expect(repeatKey(alert({ ...unnamed, description: 'a' }))).toBe(repeatKey(alert({ ...unnamed, description: 'a' })));
    expect(repeatKey(alert({ ...unnamed, description: 'a' }))).not.toBe(repeatKey(alert({ ...unnamed, description: 'b' })));
  });
});

const occurrence = fc
  .record({ id: fc.nat(400).map(String), startTime: fc.nat(1000) })
  .map((one) => ({ ...one, endTime: one.startTime + 5 }));
const merged = (all: { id: string; startTime: number; endTime: number }[]): Repeats => all.map(firstRepeat).reduce(mergeRepeats);

describe('the record of repeats', () => {
  it('does not depend on order, duplicates or grouping', () => {
    fc.assert(
      fc.property(fc.array(occurrence, { minLength: 1, maxLength: 60 }), fc.nat(), (all, cut) => {
        const at = 1 + (cut % all.length);
        const [left, right] = [all.slice(0, at), all.slice(at)];
        const expected = merged(all);
        expect(merged([...all, ...all].reverse())).toEqual(expected);
        if (right.length > 0) expect(mergeRepeats(merged(right), merged(left))).toEqual(expected);
        expect(repeatCount(expected)).toEqual({ count: new Set(all.map(({ id }) => id)).size, isEstimate: false });
        expect([expected.firstTime, expected.lastTime]).toEqual([
          Math.min(...all.map(({ startTime }) => startTime)),
          Math.max(...all.map(({ endTime }) => endTime)),
        ]);
      }),
    );
  });

  it('stays small and estimates large counts', () => {
    const many = merged(Array.from({ length: 5000 }, (_, n) => ({ id: `event-${n}`, startTime: n, endTime: n })));
    expect(many.hashes).toHaveLength(MOST_HASHES);
    const { count, isEstimate } = repeatCount(many);
    expect(isEstimate).toBe(true);
    expect(Math.abs(count - 5000)).toBeLessThan(1250);
  });

  it('is represented by the earliest occurrence', () => {
    const [early, late] = [
      { id: 'b', startTime: 1 },
      { id: 'a', startTime: 2 },
    ];
    expect([representative(early, late), representative(late, early)]).toEqual([early, early]);
    expect(representative({ id: 'b', startTime: 1 }, { id: 'a', startTime: 1 }).id).toBe('a');
  });
});

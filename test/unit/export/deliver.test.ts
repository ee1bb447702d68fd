import fc from 'fast-check';
import { deliver, requestsOf } from '../../../shared/export/deliver';
import { type EncodedRecord, RecordsRefused, refusalOf, type Target, TargetUnavailable } from '../../../shared/export/target';
import { afterFailure, type TargetState } from '../../../shared/export/target-state';

const records = (sizes: readonly number[]): EncodedRecord[] => sizes.map((bytes, index) => ({ id: String(index), body: {}, bytes }));

function target(bad: ReadonlySet<string>, taken: string[], limits = { maxBytes: 1_000, maxRecords: 10 }): Target {
  return {
    ...limits,
    encode: () => {
      throw new Error('not used');
    },
    send: async (_, sent) => {
      if (sent.some(({ id }) => bad.has(id))) throw new RecordsRefused('bad', 400);
      taken.push(...sent.map(({ id }) => id));
      return { requestId: 'r' };
    },
  };
}

describe('a delivery', () => {
  it('brings every good record once and in order, and names the bad ones alone', async () => {
    const cases = fc.array(fc.boolean(), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(cases, async (goods) => {
        const bad = new Set(goods.flatMap((good, index) => (good ? [] : [String(index)])));
        const taken: string[] = [];
        const { delivered, refused } = await deliver(target(bad, taken), 'alerts', records(goods.map(() => 1)));
        expect(taken).toEqual(goods.flatMap((good, index) => (good ? [String(index)] : [])));
        expect(delivered.flatMap(({ ids }) => ids)).toEqual(taken);
        expect(refused.map(({ record }) => record.id)).toEqual([...bad]);
      }),
    );
  });

  it('does not take a target that is away for one that refuses', async () => {
    const failure = new TargetUnavailable('away', 503);
    const away = { ...target(new Set(), []), send: () => Promise.reject(failure) };
    expect(await deliver(away, 'alerts', records([1, 1]))).toEqual({ delivered: [], refused: [], failure });
  });

  it('tells what arrived before the target went away', async () => {
    const taken: string[] = [];
    const whole = target(new Set(['1']), taken);
    const failure = new TargetUnavailable('away', 503);
    const leaving: Target = { ...whole, send: (...sent) => (taken.length > 1 ? Promise.reject(failure) : whole.send(...sent)) };
    const { delivered, refused, ...rest } = await deliver(leaving, 'alerts', records([1, 1, 1, 1, 1, 1, 1, 1]));
    expect(delivered.flatMap(({ ids }) => ids)).toEqual(['0', '2', '3']);
    expect(refused.map(({ record }) => record.id)).toEqual(['1']);
    expect(rest).toEqual({ failure });
  });

  it('is cut into requests that the target takes', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 1_500 }), { maxLength: 60 }), (sizes) => {
        const all = records(sizes).map((encoded) => ({ encoded }));
        const requests = [...requestsOf(target(new Set(), []), all)];
        expect(requests.flat()).toEqual(all);
        for (const request of requests) {
          const bytes = request.reduce((sum, { encoded }) => sum + encoded.bytes + 1, 0);
          expect(request.length === 1 || (request.length <= 10 && bytes <= 1_000)).toBe(true);
        }
      }),
    );
  });
});

describe('a failure', () => {
  const state = { failures: 0, retryAt: 0 } as TargetState;

  it('makes the next ones wait longer, within bounds, and never less than the target asks for', () => {
    fc.assert(
      fc.property(fc.nat(40), fc.double({ min: 0, max: 0.999, noNaN: true }), fc.option(fc.nat(900_000)), (failures, random, asked) => {
        const failure = { status: 429, message: '', retryAfter: asked ?? undefined };
        const { retryAt } = afterFailure({ ...state, failures }, failure, 1_000, random);
        const pause = Math.min(300_000, 1_000 * 2 ** failures);
        expect(retryAt - 1_000).toBeGreaterThanOrEqual(Math.max(pause / 2, asked ?? 0));
        expect(retryAt - 1_000).toBeLessThanOrEqual(Math.max(pause, asked ?? 0));
      }),
    );
  });

  it.each([
    [429, '7', { name: 'TargetUnavailable', retryAfter: 7_000 }],
    [503, 'Thu, 01 Jan 1970 00:01:00 GMT', { name: 'TargetUnavailable', retryAfter: 59_000 }],
    [401, undefined, { name: 'TargetUnavailable' }],
    [404, 'soon', { name: 'TargetUnavailable', retryAfter: undefined }],
    [413, undefined, { name: 'RecordsRefused', status: 413 }],
  ])('with status %i and Retry-After %s is understood', (status, header, expected) => {
    expect(refusalOf(status, 'text', header, 1_000)).toMatchObject(expected);
  });
});

import { parseHostJson } from '../../../infra/local/functions-host/host-json';

const withExtensions = (extensions: object) => parseHostJson({ version: '2.0', extensions });

describe('host.json', () => {
  it('has the defaults of the real host', () => {
    expect(parseHostJson({ version: '2.0' })).toEqual({
      http: { routePrefix: 'api' },
      eventHubs: {
        maxEventBatchSize: 100,
        minEventBatchSize: 1,
        maxWaitTime: 60_000,
        prefetchCount: 300,
        batchCheckpointFrequency: 1,
        initialOffsetOptions: { type: 'fromStart' },
      },
      queues: {
        maxPollingInterval: 60_000,
        visibilityTimeout: 0,
        batchSize: 16,
        newBatchThreshold: 8,
        maxDequeueCount: 5,
        messageEncoding: 'base64',
      },
    });
  });

  it('reads durations as milliseconds', () => {
    expect(withExtensions({ queues: { maxPollingInterval: '00:00:02' } }).queues.maxPollingInterval).toBe(2_000);
    expect(withExtensions({ queues: { visibilityTimeout: '1.02:03:04.5' } }).queues.visibilityTimeout).toBe(93_784_500);
  });

  it('takes half of the batch size as the threshold for the next batch', () => {
    expect(withExtensions({ queues: { batchSize: 5 } }).queues.newBatchThreshold).toBe(2);
    expect(withExtensions({ queues: { batchSize: 5, newBatchThreshold: 0 } }).queues.newBatchThreshold).toBe(0);
  });

  it('leaves alone what it does not know', () => {
    expect(() =>
      parseHostJson({ version: '2.0', logging: { logLevel: {} }, extensionBundle: {}, extensions: { cosmosDB: {} } }),
    ).not.toThrow();
  });

  test.each<[problem: string, content: object, field: RegExp]>([
    ['another version', { version: '1.0' }, /version/],
    ['no version', {}, /version/],
    ['a batch that is too large', { version: '2.0', extensions: { queues: { batchSize: 33 } } }, /extensions\.queues\.batchSize/],
    ['a duration that is none', { version: '2.0', extensions: { queues: { maxPollingInterval: '2s' } } }, /maxPollingInterval.*2s/],
    ['a duration out of range', { version: '2.0', extensions: { eventHubs: { maxWaitTime: '00:99:00' } } }, /maxWaitTime/],
    ['a minimum above the maximum', { version: '2.0', extensions: { eventHubs: { minEventBatchSize: 200 } } }, /minEventBatchSize/],
  ])('is refused with %s', (_, content, field) => {
    expect(() => parseHostJson(content)).toThrow(field);
  });
});

const { once } = require('node:events');
const { setTimeout: delay } = require('node:timers/promises');
const { app } = require('@azure/functions');
const { isOn, record } = require('./recorder');

const events = (name, options, run) => {
  if (!isOn(name)) return;
  app.eventHub(name, {
    connection: 'EVENTS',
    eventHubName: 'in',
    cardinality: 'many',
    ...options,
    handler: async (batch, context) => {
      record(name, { batch, metadata: context.triggerMetadata, retry: context.retryContext?.retryCount ?? 0 });
      await run?.(batch, context);
    },
  });
};
const fail = () => {
  throw new Error('on purpose');
};
const forEver = { strategy: 'fixedDelay', maxRetryCount: -1, delayInterval: { seconds: 1 } };

events('json-events', {});
events('text-events', { dataType: 'string' });
events('binary-events', { dataType: 'binary' });
events('single-events', { dataType: 'string', cardinality: 'one' });
events('failing-events', { dataType: 'string' }, fail);
events('retried-events', { dataType: 'string', retry: { ...forEver, maxRetryCount: 2, delayInterval: 10 } }, fail);
events('stuck-events', { dataType: 'string', retry: forEver }, (batch) => batch.includes('bad') && fail());
events('slow-events', { dataType: 'string' }, () => delay(800));
events('hanging-events', { dataType: 'string' }, () => once(process, 'never'));
events('unknown-hub', { eventHubName: 'no-such-hub' });

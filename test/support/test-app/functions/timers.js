const { setTimeout: delay } = require('node:timers/promises');
const { app } = require('@azure/functions');
const { isOn, record } = require('./recorder');

let running = 0;
const timer = (name, options, run) => {
  if (!isOn(name)) return;
  app.timer(name, {
    ...options,
    handler: async (info, context) => {
      record(name, { info, running, retry: context.retryContext?.retryCount ?? 0 });
      running += 1;
      try {
        await run?.(context);
      } finally {
        running -= 1;
      }
    },
  });
};
const fail = () => {
  throw new Error('on purpose');
};
timer('every-second', { schedule: '* * * * * *' });
timer('too-slow', { schedule: '* * * * * *' }, () => delay(1500));
timer('failing', { schedule: '* * * * * *' }, fail);
timer('daily', { schedule: '%DAILY%' });
timer('at-startup', { schedule: '0 0 3 * * *', runOnStartup: true });
timer('retrying', { schedule: '0 0 3 * * *', retry: { strategy: 'fixedDelay', maxRetryCount: 2, delayInterval: 10 } }, fail);
timer('bad-schedule', { schedule: 'whenever' });

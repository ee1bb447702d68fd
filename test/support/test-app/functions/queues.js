const { app } = require('@azure/functions');
const { isOn, record } = require('./recorder');

const queue = (name, options, run) => {
  if (!isOn(name)) return;
  app.storageQueue(name, {
    connection: 'AzureWebJobsStorage',
    ...options,
    handler: async (message, context) => {
      record(name, { message, metadata: context.triggerMetadata });
      await run?.();
    },
  });
};
queue('messages', { queueName: 'messages' });
queue('failing-messages', { queueName: 'failing-messages' }, () => {
  throw new Error('on purpose');
});
queue('unset-connection', { queueName: 'messages', connection: 'NOT_SET' });

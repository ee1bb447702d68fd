import type { DequeuedMessageItem } from '@azure/storage-queue';
import { optionalTextSetting, textSetting } from './app-settings';
import { HOST_STORAGE, queueService } from './connections';
import type { RegisteredFunction } from './core-module';
import type { QueuesSettings } from './host-json';
import type { Invoker } from './invocation';
import { ListenerLog } from './listener-log';
import type { Log } from './log';
import { QueueListener } from './queue-listener';
import type { QueueNews } from './queue-news';
import { type InvocationRequest, json } from './worker-protocol';

/** The listener of a storage queue function. Throws when its queue or connection is not set. */
export function queueTrigger(fn: RegisteredFunction, invoker: Invoker, settings: QueuesSettings, news: QueueNews, log: Log): QueueListener {
  const connection = optionalTextSetting(fn.trigger, 'connection') ?? HOST_STORAGE;
  const service = queueService(connection);
  const queueName = textSetting(fn.trigger, 'queueName').toLowerCase();
  return new QueueListener({
    queue: service.getQueueClient(queueName),
    connection,
    poisonQueue: queueName.endsWith('-poison') ? undefined : service.getQueueClient(`${queueName}-poison`),
    settings,
    news,
    process: async (message, body) => {
      await invoker.invoke(fn, invocationOf(fn, message, body));
    },
    log: new ListenerLog(fn.name, log),
  });
}

function invocationOf(fn: RegisteredFunction, message: DequeuedMessageItem, body: Buffer): InvocationRequest {
  const text = body.toString();
  const isBinary = String(fn.trigger.dataType ?? '').toLowerCase() === 'binary';
  return {
    inputData: [{ name: fn.trigger.name, data: isBinary ? { bytes: body } : { string: text } }],
    triggerMetadata: {
      QueueTrigger: { string: text },
      DequeueCount: json(message.dequeueCount),
      Id: { string: message.messageId },
      PopReceipt: { string: message.popReceipt },
      InsertionTime: json(withOffset(message.insertedOn)),
      ExpirationTime: json(withOffset(message.expiresOn)),
      NextVisibleTime: json(withOffset(message.nextVisibleOn)),
    },
  };
}

function withOffset(time: Date): string {
  return time.toISOString().replace('Z', '+00:00');
}

import type { DequeuedMessageItem, QueueClient } from '@azure/storage-queue';
import type { QueuesSettings } from './host-json';
import { InFlight } from './in-flight';
import type { Listener } from './listener';
import type { ListenerLog } from './listener-log';
import type { QueueNews } from './queue-news';
import { settle, sleep } from './sleep';

export interface QueueListenerOptions {
  queue: QueueClient;
  /** The setting which names the storage account. */
  connection: string;
  /** Where messages go that the function failed on too often. Created when it is needed. */
  poisonQueue: QueueClient | undefined;
  settings: QueuesSettings;
  news: QueueNews;
  /** Runs the function. Rejects when it fails. */
  process: (message: DequeuedMessageItem, body: Buffer) => Promise<void>;
  log: ListenerLog;
  /**
   * For how long a message is hidden from others at a time while it is processed; it is renewed at a third of that. The real host hides it for ten minutes,
   * but the messages of a local host that was killed should come back soon.
   */
  hiddenSeconds?: number;
}

const SHORTEST_POLL_MS = 100;

/** Processes the messages of one queue: a batch at a time, the messages of a batch beside each other. */
export class QueueListener implements Listener {
  readonly #stop = new AbortController();
  readonly #inFlight = new InFlight();
  readonly #hiddenSeconds: number;
  #wake = new AbortController();
  #polling: Promise<void> = Promise.resolve();

  constructor(private readonly options: QueueListenerOptions) {
    this.#hiddenSeconds = options.hiddenSeconds ?? 30;
  }

  start(): void {
    this.#polling = this.#poll();
  }

  async stop(graceMs: number): Promise<void> {
    this.#stop.abort();
    this.#wake.abort();
    await settle(this.#polling, graceMs);
    await this.#inFlight.ended(graceMs);
  }

  async #poll(): Promise<void> {
    const { queue, settings, news, log } = this.options;
    const forget = news.onNews(queue.url, () => this.#wake.abort());
    let wait = SHORTEST_POLL_MS;
    let exists = false;
    while (!this.#stop.signal.aborted) {
      this.#wake = new AbortController();
      try {
        if (!exists) await queue.createIfNotExists();
        exists = true;
        const received = await this.#receive();
        log.recovered();
        await this.#inFlight.atMost(settings.newBatchThreshold, this.#stop.signal);
        if (received > 0) {
          wait = SHORTEST_POLL_MS;
          continue;
        }
      } catch (error) {
        if (this.#stop.signal.aborted) break;
        // The queue may have been deleted.
        exists = false;
        log.problem(`cannot read queue '${queue.name}' (${this.options.connection})`, error);
      }
      await sleep(wait, this.#wake.signal);
      wait = Math.min(wait * 2, Math.max(settings.maxPollingInterval, SHORTEST_POLL_MS));
    }
    forget();
  }

  async #receive(): Promise<number> {
    const { queue, settings } = this.options;
    const { receivedMessageItems } = await queue.receiveMessages({
      numberOfMessages: settings.batchSize,
      visibilityTimeout: this.#hiddenSeconds,
      abortSignal: this.#stop.signal,
    });
    for (const message of receivedMessageItems) void this.#inFlight.track(this.#handle(message));
    return receivedMessageItems.length;
  }

  async #handle(message: DequeuedMessageItem): Promise<void> {
    const { process, log, queue, settings } = this.options;
    const done = new AbortController();
    const receipt = this.#keepHidden(message, done.signal);
    try {
      const body = decode(message.messageText, settings.messageEncoding);
      const succeeded = body !== undefined && (await succeeds(process(message, body)));
      done.abort();
      const popReceipt = await receipt;
      if (succeeded) await queue.deleteMessage(message.messageId, popReceipt);
      else await this.#giveBack(message, popReceipt, body === undefined);
    } catch (error) {
      // The message shows up again by itself.
      log.problem(`cannot settle message ${message.messageId} of queue '${queue.name}'`, error);
    } finally {
      done.abort();
    }
  }

  /** Renews the time for which the message is hidden until `done`; then tells the receipt with which it can be settled. */
  async #keepHidden(message: DequeuedMessageItem, done: AbortSignal): Promise<string> {
    let { popReceipt } = message;
    for (;;) {
      await sleep((this.#hiddenSeconds * 1000) / 3, done);
      if (done.aborted) return popReceipt;
      try {
        const renewed = await this.options.queue.updateMessage(message.messageId, popReceipt, message.messageText, this.#hiddenSeconds);
        popReceipt = renewed.popReceipt ?? popReceipt;
      } catch (error) {
        this.options.log.problem(`cannot keep message ${message.messageId} of queue '${this.options.queue.name}'`, error);
      }
    }
  }

  async #giveBack(message: DequeuedMessageItem, popReceipt: string, unreadable: boolean): Promise<void> {
    const { queue, poisonQueue, settings, log } = this.options;
    if (poisonQueue && (unreadable || message.dequeueCount >= settings.maxDequeueCount)) {
      const reason = unreadable ? 'is not base64' : `has failed ${message.dequeueCount} times`;
      log.warning(`Message ${message.messageId} of queue '${queue.name}' ${reason}: it goes to '${poisonQueue.name}'`);
      await poisonQueue.createIfNotExists();
      await poisonQueue.sendMessage(message.messageText);
      await queue.deleteMessage(message.messageId, popReceipt);
    } else {
      await queue.updateMessage(message.messageId, popReceipt, message.messageText, Math.ceil(settings.visibilityTimeout / 1000));
      this.#wake.abort();
    }
  }
}

async function succeeds(work: Promise<void>): Promise<boolean> {
  return work.then(
    () => true,
    () => false,
  );
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

function decode(text: string, encoding: 'base64' | 'none'): Buffer | undefined {
  if (encoding === 'none') return Buffer.from(text);
  return BASE64.test(text) ? Buffer.from(text, 'base64') : undefined;
}

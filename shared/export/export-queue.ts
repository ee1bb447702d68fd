import { DefaultAzureCredential } from '@azure/identity';
import { QueueClient } from '@azure/storage-queue';
import type { Config } from '../runtime/config';
import { QUEUES } from '../runtime/resources';

export type ExportQueueSettings = Pick<Config, 'AzureWebJobsStorage' | 'AzureWebJobsStorage__accountName'>;

/** Whoever asks has other things to do. */
const OPTIONS = { retryOptions: { maxTries: 2, tryTimeoutInMs: 5_000 } };

/** The queue of the function that exports, for what its bindings cannot do: a message that is seen later. */
export class ExportQueue {
  readonly #client: QueueClient;

  private constructor(client: QueueClient) {
    this.#client = client;
  }

  /** Undefined when the settings name no account in a way that is understood here: the timer does without. */
  static open({
    AzureWebJobsStorage: connection,
    AzureWebJobsStorage__accountName: account,
  }: ExportQueueSettings): ExportQueue | undefined {
    if (connection !== undefined) return new ExportQueue(new QueueClient(connection, QUEUES.exports, OPTIONS));
    if (account === undefined) return undefined;
    const url = `https://${account}.queue.core.windows.net/${QUEUES.exports}`;
    return new ExportQueue(new QueueClient(url, new DefaultAzureCredential(), OPTIONS));
  }

  /** `delay`: in milliseconds; whole seconds count. */
  async ask(subscriptionId: string, delay: number): Promise<void> {
    // As the host's own bindings write messages.
    const text = Buffer.from(subscriptionId).toString('base64');
    const send = () => this.#client.sendMessage(text, { visibilityTimeout: Math.ceil(delay / 1_000) });
    try {
      await send();
    } catch (error) {
      if ((error as { statusCode?: number }).statusCode !== 404) throw error;
      await this.#client.createIfNotExists();
      await send();
    }
  }
}

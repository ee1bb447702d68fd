import { QueueClient } from '@azure/storage-queue';
import { type Azurite, startAzurite } from '../../../infra/local/azurite/azurite';
import { ExportQueue } from '../../../shared/export/export-queue';
import { QUEUES } from '../../../shared/runtime/resources';
import { subscription } from '../storage/fixture';

let azurite: Azurite;
beforeAll(async () => {
  azurite = await startAzurite();
});
afterAll(() => azurite.stop());

it('asks for a run in the form of the host, also where there is no queue yet, and no sooner than wanted', async () => {
  const queue = ExportQueue.open({ AzureWebJobsStorage: azurite.connectionString, AzureWebJobsStorage__accountName: undefined });
  const client = new QueueClient(azurite.connectionString, QUEUES.exports);
  await queue?.ask(subscription(1), 0);
  await queue?.ask(subscription(2), 60_000);
  const { receivedMessageItems } = await client.receiveMessages({ numberOfMessages: 10 });
  expect(receivedMessageItems.map(({ messageText }) => Buffer.from(messageText, 'base64').toString())).toEqual([subscription(1)]);
  expect((await client.getProperties()).approximateMessagesCount).toBe(2);
});

it('is not there when the settings name no account', () => {
  expect(ExportQueue.open({ AzureWebJobsStorage: undefined, AzureWebJobsStorage__accountName: undefined })).toBeUndefined();
});

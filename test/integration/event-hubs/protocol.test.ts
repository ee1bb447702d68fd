import { once } from 'node:events';
import {
  message as amqp,
  type Connection,
  create_container,
  type EventContext,
  type Message,
  type ReceiverOptions,
  type Sender,
} from 'rhea';
import type { EventHubsEmulator } from '../../../infra/local/event-hubs/emulator';
import { BATCH_FORMAT } from '../../../infra/local/event-hubs/event-batch';
import { partitionOfKey } from '../../../infra/local/event-hubs/partition-key-hash';
import { bodies, cleanUp, producer, read, startEmulator, until } from './fixture';

const PARTITION = 'alerts/ConsumerGroups/$Default/Partitions/0';

/** A connection without the SDK, which would stop much of what is tried here. */
function connectTo(emulator: EventHubsEmulator): Connection {
  const container = create_container();
  for (const event of ['error', 'disconnected', 'receiver_error', 'sender_error']) container.on(event, () => {});
  const connection = container.connect({ host: '127.0.0.1', port: emulator.port, reconnect: false });
  cleanUp(() => connection.close());
  return connection;
}

async function nextContext(link: NodeJS.EventEmitter, event: string): Promise<EventContext> {
  const [context] = await once(link, event);
  return context;
}

/** The condition with which the emulator refuses a receiver, or undefined when it takes it. */
async function refusalOf(connection: Connection, options: ReceiverOptions): Promise<string | undefined> {
  const receiver = connection.open_receiver(options);
  const opened = nextContext(receiver, 'receiver_open');
  await opened;
  // A refusal follows the attach on the same connection: it has come when an answer to something later has.
  const echo = connection.open_sender('alerts');
  await nextContext(echo, 'sender_open');
  const { error } = receiver;
  return error && 'condition' in error ? error.condition : undefined;
}

/** The condition with which the emulator rejects a message, or undefined when it accepts it. */
async function rejectionOf(sender: Sender, message: Message | Buffer, format?: number): Promise<string | undefined> {
  const delivery = format === undefined ? sender.send(message) : sender.send(message, undefined, format);
  await nextContext(sender, 'settled');
  return delivery.remote_state?.error?.condition;
}

describe('the wire protocol', () => {
  it('takes an ordinary message, and routes it by its own partition key', async () => {
    const emulator = await startEmulator();
    const sender = connectTo(emulator).open_sender('alerts');
    await nextContext(sender, 'sendable');
    const message = {
      body: amqp.data_section(Buffer.from('"plain"')),
      message_annotations: { 'x-opt-partition-key': 'k' },
      application_properties: { n: 5 },
    };
    expect(await rejectionOf(sender, message)).toBeUndefined();
    const [event] = await read(emulator, 1);
    expect(event).toMatchObject({ body: 'plain', partitionKey: 'k', properties: { n: 5 }, partitionId: String(partitionOfKey('k', 4)) });
  });

  it('takes the events of a publisher under its name as the key', async () => {
    const emulator = await startEmulator();
    const sender = connectTo(emulator).open_sender('alerts/Publishers/sensor-1');
    await nextContext(sender, 'sendable');
    await rejectionOf(sender, { body: amqp.data_section(Buffer.from('1')) });
    const [event] = await read(emulator, 1);
    expect(event).toMatchObject({ partitionKey: 'sensor-1', partitionId: String(partitionOfKey('sensor-1', 4)) });
  });

  it('rejects a batch that holds a broken event, all of it, and stays connected', async () => {
    const emulator = await startEmulator();
    const sender = connectTo(emulator).open_sender('alerts/Partitions/0');
    await nextContext(sender, 'sendable');
    const good = amqp.encode({ body: amqp.data_section(Buffer.from('"good"')) });
    const batch = (...events: Buffer[]) => amqp.encode({ body: amqp.data_sections(events) });
    expect(await rejectionOf(sender, batch(good, good.subarray(0, -1)), BATCH_FORMAT)).toBe('amqp:decode-error');
    expect(await rejectionOf(sender, Buffer.from('nonsense'), BATCH_FORMAT)).toBe('amqp:decode-error');
    expect(await rejectionOf(sender, batch(good), BATCH_FORMAT)).toBeUndefined();
    expect(bodies(await read(emulator, 1))).toEqual(['good']);
  });

  it('lets five readers without an owner level share a partition, and forgets those whose connection dropped', async () => {
    const emulator = await startEmulator();
    for (let round = 0; round < 2; round++) {
      const connection = connectTo(emulator);
      const refusals: (string | undefined)[] = [];
      for (let n = 0; n < 6; n++) refusals.push(await refusalOf(connection, { source: PARTITION }));
      expect(refusals).toEqual([undefined, undefined, undefined, undefined, undefined, 'amqp:resource-limit-exceeded']);
      const dropped = once(connection, 'disconnected');
      emulator.dropConnections();
      await dropped;
    }
  });

  it('gives a reader the place of the link that it closes', async () => {
    const emulator = await startEmulator();
    const connection = connectTo(emulator);
    const receivers = Array.from({ length: 5 }, () => connection.open_receiver({ source: PARTITION }));
    await Promise.all(receivers.map((receiver) => nextContext(receiver, 'receiver_open')));
    const [first] = receivers;
    first?.close();
    await nextContext(first as NodeJS.EventEmitter, 'receiver_close');
    expect(await refusalOf(connection, { source: PARTITION })).toBeUndefined();
  });

  it.each([
    ['a hub instead of a partition', 'alerts', undefined, 'amqp:not-allowed'],
    ['an unknown partition', 'alerts/ConsumerGroups/$Default/Partitions/4', undefined, 'com.microsoft:argument-out-of-range'],
    ['an unknown consumer group', 'alerts/ConsumerGroups/x/Partitions/0', undefined, 'amqp:not-found'],
    ['a filter that is no start position', PARTITION, "subject = 'x'", 'amqp:invalid-field'],
  ])('refuses to read %s', async (_, address, selector, condition) => {
    const filter = selector === undefined ? {} : { filter: { 'apache.org:selector-filter:string': selector } };
    const emulator = await startEmulator();
    expect(await refusalOf(connectTo(emulator), { source: { address, ...filter } })).toBe(condition);
  });

  it('never sends more than the credit', async () => {
    const emulator = await startEmulator();
    await producer(emulator).sendBatch(
      Array.from({ length: 50 }, (_, body) => ({ body })),
      { partitionId: '0' },
    );
    const connection = connectTo(emulator);
    const receiver = connection.open_receiver({ source: PARTITION, credit_window: 0 });
    let received = 0;
    receiver.on('message', () => received++);
    for (let allowed = 7; allowed <= 49; allowed += 7) {
      receiver.add_credit(7);
      await until(() => received >= allowed);
      await nextContext(connection.open_sender('alerts'), 'sender_open');
      expect(received).toBe(allowed);
    }
  });

  it('gives back credit that a reader drains', async () => {
    const emulator = await startEmulator();
    await producer(emulator).sendBatch([{ body: 1 }], { partitionId: '0' });
    const receiver = connectTo(emulator).open_receiver({ source: PARTITION, credit_window: 0 });
    let received = 0;
    receiver.on('message', () => received++);
    receiver.add_credit(10);
    await until(() => received === 1);
    receiver.drain_credit();
    await nextContext(receiver, 'receiver_drained');
    receiver.drain = false;
    receiver.add_credit(1);
    await producer(emulator).sendBatch([{ body: 2 }, { body: 3 }], { partitionId: '0' });
    await until(() => received === 2);
  });
});

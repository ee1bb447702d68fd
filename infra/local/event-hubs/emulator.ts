import { once } from 'node:events';
import type { AddressInfo, Server, Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { type Container, create_container, type EventContext, type ServerConnectionOptions } from 'rhea';
import { lockDirectory } from '../directory-lock';
import { type Faults, NO_FAULTS } from '../faults';
import { Broker } from './broker';
import { Hub } from './hub';
import type { HubConfig } from './hub-config';

const MEGABYTE = 1024 * 1024;
const DAY = 24 * 60 * 60 * 1000;

export interface EmulatorOptions {
  hubs: HubConfig[];
  /** 127.0.0.1 if not given. */
  host?: string;
  /** 0, the default, takes a free one. */
  port?: number;
  /** Keeps the events over a restart. Without it they are in memory alone. */
  dataDir?: string;
  /** Makes each batch outlive a loss of power before it is accepted. A killed process loses nothing anyway. */
  fsync?: boolean;
  /** Bytes of events to keep per partition, in memory too: 256 MB by default. */
  retentionBytes?: number;
  /** 7 days by default. */
  retentionMs?: number;
  /** Bytes: 1 MB by default, as in the Standard tier. */
  maxMessageSize?: number;
}

/**
 * Event Hubs for local work and tests: what the Azure SDK says over AMQP 1.0, without TLS. Any token is taken; there is no Kafka, capture, geo-replication,
 * idempotent de-duplication or throttling.
 */
export class EventHubsEmulator {
  /** For tests: what goes wrong with the sends. */
  faults: Faults = NO_FAULTS;
  readonly port: number;
  readonly connectionString: string;
  readonly #server: Server;
  readonly #sockets: Set<Socket>;
  readonly #release: () => void;
  #closing: Promise<void> | undefined;

  private constructor(server: Server, sockets: Set<Socket>, release: () => void) {
    const { address, port } = server.address() as AddressInfo;
    this.port = port;
    this.connectionString =
      `Endpoint=sb://${address}:${port};SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=SAS_KEY_VALUE;` +
      'UseDevelopmentEmulator=true;';
    this.#server = server;
    this.#sockets = sockets;
    this.#release = release;
  }

  /** @throws Error when the port is taken, another emulator uses the data directory, or the directory does not fit the hubs */
  static async start(options: EmulatorOptions): Promise<EventHubsEmulator> {
    const { hubs, release } = openHubs(options);
    try {
      const maxMessageSize = options.maxMessageSize ?? MEGABYTE;
      let started: EventHubsEmulator | undefined;
      const container = createContainer(new Broker(hubs, maxMessageSize, (send) => started?.faults(send)));
      const server = listen(container, options.host ?? '127.0.0.1', options.port ?? 0, maxMessageSize);
      const sockets = new Set<Socket>();
      server.on('connection', (socket: Socket) => {
        sockets.add(socket);
        socket.once('close', () => sockets.delete(socket));
        // Each reader on the connection listens to it.
        socket.setMaxListeners(0);
      });
      await once(server, 'listening');
      started = new EventHubsEmulator(server, sockets, release);
      return started;
    } catch (error) {
      release();
      throw error;
    }
  }

  /** For tests: what a network does now and then. */
  dropConnections(): void {
    // With an error, because rhea takes no notice of a socket that ends otherwise from this side.
    for (const socket of this.#sockets) socket.destroy(new Error('connection dropped'));
  }

  /** Close the clients first: those that are connected go on trying to connect. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.dropConnections();
    await closed;
    this.#release();
    // A client in this process has to notice: its own close, called before that, takes 10 seconds.
    await delay(20);
  }
}

function openHubs({ hubs: configs, dataDir, ...options }: EmulatorOptions): { hubs: Map<string, Hub>; release: () => void } {
  const unlock = dataDir === undefined ? () => {} : lockDirectory(dataDir);
  const hubs = new Map<string, Hub>();
  const release = () => {
    for (const hub of hubs.values()) hub.close();
    unlock();
  };
  try {
    for (const config of configs) {
      const hub = new Hub(config, {
        retentionBytes: options.retentionBytes ?? 256 * MEGABYTE,
        retentionMs: options.retentionMs ?? 7 * DAY,
        fsync: options.fsync ?? false,
        ...(dataDir !== undefined && { dataDir }),
      });
      hubs.set(config.name.toLowerCase(), hub);
    }
  } catch (error) {
    release();
    throw error;
  }
  return { hubs, release };
}

function createContainer(broker: Broker): Container {
  const container = create_container({ id: 'event-hubs-emulator' });
  container.sasl_server_mechanisms.enable_anonymous();
  // Other SDKs ask for these two. Neither proves anything here: tokens come later, to $cbs.
  for (const mechanism of ['EXTERNAL', 'MSSBCBS'])
    container.sasl_server_mechanisms[mechanism] = () => ({ outcome: true, start: () => undefined });
  container.on('receiver_open', ({ receiver }: EventContext) => receiver && broker.openReceiver(receiver));
  container.on('sender_open', ({ sender }: EventContext) => sender && broker.openSender(sender));
  container.on('message', (context: EventContext) => broker.receive(context));
  // rhea throws these, or complains on the console, where nobody listens. It ends the link, session or connection by itself.
  for (const event of ['connection_error', 'protocol_error', 'session_error', 'sender_error', 'receiver_error', 'disconnected']) {
    container.on(event, () => {});
  }
  container.on('error', (error: Error) => console.error('Event Hubs emulator:', error));
  return container;
}

function listen(container: Container, host: string, port: number, maxMessageSize: number): Server {
  const options = {
    host,
    port,
    // A message in one frame: several small writes meet Nagle's algorithm and the delayed acknowledgement, 40 ms each.
    max_frame_size: Math.max(2 * MEGABYTE, maxMessageSize + 64 * 1024),
    channel_max: 4999,
    idle_time_out: 60_000,
    tcp_no_delay: true,
    // The SDK's batches take their limit from the link, and have none without it. Events are accepted once they are stored, not on arrival.
    receiver_options: { autoaccept: false, credit_window: 300, max_message_size: maxMessageSize },
    // Settled when sent: nobody acknowledges events, and rhea would hold 2048 of them at most.
    sender_options: { snd_settle_mode: 1, max_message_size: maxMessageSize },
  };
  return container.listen(options as ServerConnectionOptions);
}

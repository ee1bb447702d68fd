import type { Container } from '@azure/cosmos';
import { wellFormedPrefix } from '../formats/limits';
import { contentId } from '../model/content-id';
import { NO_SUBSCRIPTION } from '../model/subscription-id';
import { bulkWrite, creation, type SizedOperation } from './bulk-write';

/** An event, or one element of it, which is no alert: with the reason, and with what came. */
export interface DeadLetter {
  /** The nil GUID when the event names none. */
  subscriptionId: string;
  /** Of {@link REJECTIONS} in formats/rejection. */
  code: string;
  detail: string;
  /** What came, as text; bytes that are no text are base64 behind `base64:`. */
  raw: string;
  /** When it was rejected, epoch milliseconds. */
  time: number;
  source: EventPosition;
}

/** Where in the stream an event stood. */
export interface EventPosition {
  partitionId: string;
  sequenceNumber: number;
  /** Of the element in the body. */
  index: number;
  /** As the stream tells it; empty when it does not. */
  enqueuedTime: string;
}

export interface DeadLetterDocument extends DeadLetter {
  id: string;
  kind: 'deadLetter';
  /** Number of further documents `<id>.<n>` with the rest of `raw`, for one document holds 2 MB at most. */
  moreParts: number;
  ttl: number;
}

/** Of the text in one document; as JSON no character takes more than six bytes. */
const PART_LENGTH = 300_000;
const DAY_SECONDS = 24 * 60 * 60;

/** Dead letters in Cosmos DB. */
export class DeadLetterRepository {
  constructor(
    private readonly container: Container,
    private readonly options: { retentionDays: number },
  ) {}

  /** Stores dead letters; one that is stored already changes nothing. Throws when the store does not answer. */
  async add(letters: readonly DeadLetter[]): Promise<void> {
    const ttl = this.options.retentionDays * DAY_SECONDS;
    const statuses = await bulkWrite(
      this.container,
      letters.flatMap((letter) => operationsFor(letter, ttl)),
    );
    const failure = statuses.find((status) => status >= 300 && status !== 409);
    if (failure !== undefined) throw new Error(`The store answers ${failure} to a dead letter`);
  }

  /** With the whole of `raw`. Undefined when the subscription has no such dead letter. */
  async get(subscriptionId: string, id: string): Promise<DeadLetterDocument | undefined> {
    const { resource } = await this.container.item(id, subscriptionId).read<DeadLetterDocument>();
    if (resource?.kind !== 'deadLetter') return undefined;
    let { raw } = resource;
    for (let part = 1; part <= resource.moreParts; part++) {
      raw += (await this.container.item(`${id}.${part}`, subscriptionId).read<{ raw: string }>()).resource?.raw ?? '';
    }
    return { ...resource, raw };
  }

  /** How many a subscription has. */
  async count(subscriptionId: string = NO_SUBSCRIPTION): Promise<number> {
    const query = {
      query: "SELECT VALUE COUNT(1) FROM c WHERE c.subscriptionId = @subscriptionId AND c.kind = 'deadLetter'",
      parameters: [{ name: '@subscriptionId', value: subscriptionId }],
    };
    const { resources } = await this.container.items.query<number>(query, { partitionKey: subscriptionId }).fetchAll();
    return resources[0] ?? 0;
  }
}

function operationsFor(letter: DeadLetter, ttl: number): SizedOperation[] {
  const { partitionId, sequenceNumber, index } = letter.source;
  const id = contentId('dead-letter', JSON.stringify([partitionId, sequenceNumber, index, letter.raw]));
  const [first = '', ...rest] = partsOf(letter.raw);
  const document: DeadLetterDocument = { ...letter, id, kind: 'deadLetter', raw: first, moreParts: rest.length, ttl };
  const parts = rest.map((raw, part) => ({
    id: `${id}.${part + 1}`,
    subscriptionId: letter.subscriptionId,
    kind: 'deadLetterPart',
    raw,
    ttl,
  }));
  // The parts first: a dead letter that can be read is whole.
  return [...parts, document].map((body) => creation(body, body.raw.length * 6 + 2_000));
}

function partsOf(raw: string): string[] {
  const parts: string[] = [];
  for (let rest = raw; rest !== ''; rest = rest.slice(parts.at(-1)?.length)) parts.push(wellFormedPrefix(rest, PART_LENGTH));
  return parts;
}

import { NO_SUBSCRIPTION } from '../../../shared/model/subscription-id';
import { type DeadLetter, type DeadLetterDocument, DeadLetterRepository } from '../../../shared/storage/dead-letter-repository';
import { type Storage, startStorage } from './fixture';

describe('the store of dead letters', () => {
  let storage: Storage;
  let letters: DeadLetterRepository;

  beforeAll(async () => {
    storage = await startStorage();
    letters = new DeadLetterRepository(storage.containers.deadLetters, { retentionDays: 7 });
  });
  afterAll(() => storage.close());

  const letter = (raw: string, sequenceNumber = 1): DeadLetter => ({
    subscriptionId: NO_SUBSCRIPTION,
    code: 'NotJson',
    detail: 'no JSON',
    raw,
    time: 5,
    source: { partitionId: '0', sequenceNumber, index: 0, enqueuedTime: '' },
  });
  const stored = async () => {
    const { resources } = await storage.containers.deadLetters.items
      .readAll<DeadLetterDocument>({ partitionKey: NO_SUBSCRIPTION })
      .fetchAll();
    return resources.filter(({ kind }) => kind === 'deadLetter');
  };

  it('keeps what came and why it was rejected, once, however often it comes', async () => {
    await letters.add([letter('{"a":')]);
    await letters.add([letter('{"a":'), letter('{"a":', 2)]);
    expect(await letters.count()).toBe(2);
    const [first] = await stored();
    expect(await letters.get(NO_SUBSCRIPTION, first?.id as string)).toMatchObject(letter('{"a":', first?.source.sequenceNumber));
  });

  it.each([
    ['2 MB of text', 'text '.repeat(400_000)],
    ['control characters, which JSON makes six times longer', '\u0001'.repeat(700_000)],
    ['pairs of surrogates at every place where it may be cut', `x${'😀'.repeat(400_000)}`],
  ])('keeps the whole of %s', async (_, raw) => {
    await letters.add([letter(raw, 77)]);
    const all = await Promise.all(
      (await stored()).filter(({ source }) => source.sequenceNumber === 77).map(({ id }) => letters.get(NO_SUBSCRIPTION, id)),
    );
    expect(all.map((each) => each?.raw === raw)).toContain(true);
  });
});

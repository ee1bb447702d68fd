import { readEvent } from '../../../shared/formats/read-event';
import { HINTS, only } from './reading';
import { sccNotification } from './samples/scc';

const push = (data: string, changes: Record<string, unknown> = {}) => ({
  message: { data, messageId: '136969346945', publishTime: '2026-03-02T09:14:10Z', ...changes },
  subscription: 'projects/example/subscriptions/findings',
});
const packed = (event: unknown) => Buffer.from(JSON.stringify(event)).toString('base64');

describe('a message of Google Pub/Sub', () => {
  it.each([
    ['pushed', push(packed(sccNotification()))],
    ['pulled', { receivedMessages: [{ ackId: 'a', ...push(packed(sccNotification())) }] }],
  ])('%s is opened, and what it carries is read as if it had come alone', (_, body) => {
    const opened = only(readEvent(JSON.stringify(body), HINTS));
    expect(opened).toEqual(only(readEvent(JSON.stringify(sccNotification()), HINTS)));
    expect(opened.ok).toBe(true);
  });

  it('is rejected whole when it carries no JSON', () => {
    const body = JSON.stringify(push('bm90IGpzb24='));
    expect(only(readEvent(body, HINTS))).toMatchObject({ ok: false, rejection: { code: 'UnknownFormat' }, raw: body });
  });

  it('is rejected, with what it carries, when that is no alert', () => {
    expect(only(readEvent(JSON.stringify(push(packed({ hello: 'world' }))), HINTS))).toMatchObject({
      ok: false,
      rejection: { code: 'UnknownFormat' },
      raw: '{"hello":"world"}',
    });
  });
});

import type { DeadLetterDocument } from '../../storage/dead-letter-repository';
import { isoTime } from './time';

/** What came and was no alert; in lists without the content, which may be large. */
export function deadLetterResource(letter: Omit<DeadLetterDocument, 'raw'> & { raw?: string }): object {
  const { id, subscriptionId, code, detail, time, source, raw } = letter;
  return {
    id: `/subscriptions/${subscriptionId}/providers/Microsoft.Security/deadLetters/${id}`,
    name: id,
    type: 'Microsoft.Security/deadLetters',
    properties: { reason: code, detail, rejectedTimeUtc: isoTime(time), source, ...(raw === undefined ? {} : { raw }) },
  };
}

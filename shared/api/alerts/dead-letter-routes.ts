import { z } from 'zod';
import { json } from '../answer';
import { notFound } from '../api-error';
import { listAnswer } from '../list-answer';
import { deadLetterResource } from '../projections/dead-letter';
import { param, type Route } from '../route';
import type { Services } from '../services';

const DEAD_LETTER = z
  .looseObject({ id: z.string(), name: z.string(), properties: z.looseObject({ reason: z.string(), detail: z.string() }) })
  .meta({ id: 'DeadLetter' });
const PATH = '/subscriptions/{subscriptionId}/providers/Microsoft.Security/deadLetters';

/** Events that came and were no alerts; ours, without an example in Azure. The subscription of all zeros has those that name none. */
export function deadLetterRoutes({ deadLetters, deadLetterContents }: Services): Route[] {
  const access = { scope: 'subscription', permission: 'Alert.Read' } as const;
  return [
    {
      operation: 'DeadLetters_List',
      method: 'GET',
      path: PATH,
      summary: 'Events that are no alerts, with the reason; the latest first',
      access,
      query: { $top: 'Largest number in one page', $skipToken: 'Continues a list, from its nextLink' },
      answers: { 200: z.object({ value: z.array(DEAD_LETTER), nextLink: z.string().optional() }).meta({ id: 'DeadLetterList' }) },
      handle: (call) =>
        listAnswer(call, async (asked) => {
          const condition = { op: 'constant', value: true } as const;
          const { documents, next } = await deadLetters.page({ subscriptionId: call.subscriptionId, condition, ...asked });
          return { items: documents.map(deadLetterResource), next };
        }),
    },
    {
      operation: 'DeadLetters_Get',
      method: 'GET',
      path: `${PATH}/{name}`,
      summary: 'One event that is no alert, with all that came',
      access,
      answers: { 200: DEAD_LETTER },
      async handle(call) {
        const letter = await deadLetterContents.get(call.subscriptionId, param(call, 'name'));
        if (!letter) throw notFound(`The dead letter '${param(call, 'name')}'`);
        return json(deadLetterResource(letter));
      },
    },
  ];
}

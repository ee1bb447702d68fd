import { z } from 'zod';
import { json } from '../answer';
import { unavailable } from '../api-error';
import type { Route } from '../route';
import type { Services } from '../services';

const RETRY_AFTER_SECONDS = 5;

const WHOLE = z.int().nonnegative();
const READINESS = z
  .object({
    status: z.literal('ready'),
    dependencies: z.object({ store: z.literal('up'), tokenIssuer: z.enum(['up', 'down', 'none']) }),
    fusion: z.object({ subscriptionsBehind: WHOLE, lagSeconds: WHOLE }).optional(),
    exports: z.object({ subscriptions: WHOLE, openCircuits: WHOLE, lagSeconds: WHOLE, lastRunSeconds: WHOLE.optional() }).optional(),
  })
  .meta({ id: 'Readiness' });

/** Whether the process answers, and whether it can serve, without a token and without names. */
export function healthRoutes({ readiness }: Pick<Services, 'readiness'>): Route[] {
  return [
    {
      operation: 'Health_Get',
      method: 'GET',
      path: '/healthz',
      summary: 'Whether the API is up',
      access: { scope: 'anyone' },
      answers: { 200: z.object({ status: z.literal('healthy') }) },
      handle: async () => json({ status: 'healthy' }),
    },
    {
      operation: 'Readiness_Get',
      method: 'GET',
      path: '/readyz',
      summary: 'Whether the API can serve, what it depends on, and how far fusion and exports are behind; 503 while its store fails',
      access: { scope: 'anyone' },
      answers: { 200: READINESS },
      async handle() {
        const { isReady, tokenIssuer, lag } = await readiness.ask();
        if (!isReady) throw unavailable(RETRY_AFTER_SECONDS);
        return json({ status: 'ready', dependencies: { store: 'up', tokenIssuer }, ...lag });
      },
    },
  ];
}

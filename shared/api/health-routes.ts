import { z } from 'zod';
import { json } from './answer';
import type { Route } from './route';

/** Whether the process answers, without a token and without details. */
export function healthRoutes(): Route[] {
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
  ];
}

import { z } from 'zod';
import { NO_SUBSCRIPTION } from '../model/subscription-id';
import { json } from './answer';
import { unavailable } from './api-error';
import type { Route } from './route';
import type { Services } from './services';

/** Whoever asks whether we are ready wants to know soon. In milliseconds. */
const PATIENCE_MS = 5_000;
const RETRY_AFTER_SECONDS = 5;

/** Whether the process answers, and whether it can serve, without a token and without details. */
export function healthRoutes(services: Pick<Services, 'roleAssignments'>): Route[] {
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
      summary: 'Whether the API and its store can serve; 503 when they cannot',
      access: { scope: 'anyone' },
      answers: { 200: z.object({ status: z.literal('ready') }) },
      async handle() {
        if (!(await answers(services))) throw unavailable(RETRY_AFTER_SECONDS);
        return json({ status: 'ready' });
      },
    },
  ];
}

/** One small query of what every request with a token depends on: the assignments of roles. */
async function answers({ roleAssignments }: Pick<Services, 'roleAssignments'>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), PATIENCE_MS);
  });
  const asked = roleAssignments.of(NO_SUBSCRIPTION).then(
    () => true,
    () => false,
  );
  try {
    return await Promise.race([asked, patience]);
  } finally {
    clearTimeout(timer);
  }
}

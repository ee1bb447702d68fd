import { z } from 'zod';
import { parseTime } from '../../formats/time';
import { json } from '../answer';
import { badRequest } from '../api-error';
import { wholeAnswer } from '../list-answer';
import { isoTime } from '../projections/time';
import { type Call, param, type Route, route } from '../route';
import type { Services } from '../services';
import { demandScopes } from './automation-reach';
import { AUTOMATION_VERSION } from './automation-resource';
import { automationAt } from './automation-routes';

const ONE = '/subscriptions/{subscriptionId}/resourceGroups/{resourceGroup}/providers/Microsoft.Security/automations/{name}';
const READ = { versions: [AUTOMATION_VERSION], access: { scope: 'subscription', permission: 'Settings.Read' } } as const;
const WRITE = { versions: [AUTOMATION_VERSION], access: { scope: 'subscription', permission: 'Settings.Write' } } as const;

const DAY_MS = 24 * 60 * 60 * 1_000;
const RECONCILIATION = z
  .object({ from: z.string(), to: z.string(), isComplete: z.boolean(), value: z.array(z.looseObject({})) })
  .meta({ id: 'Reconciliation' });
const BACKFILL = z.object({ from: z.string().max(40) }).meta({ id: 'Backfill' });
const LETTERS = z.object({ value: z.array(z.looseObject({})) }).meta({ id: 'ExportDeadLetterList' });

/** What has been delivered by an automation, and what is to be delivered once more; Sinter's own addition to `Microsoft.Security`. */
export function exportRoutes(services: Services): Route[] {
  return [
    {
      ...READ,
      operation: 'Automations_Reconcile',
      method: 'GET',
      path: `${ONE}/reconciliation`,
      summary: 'Compares what came in with what was delivered, by the time at which the store accepted it',
      query: { from: 'From this time on (default: a day before `to`)', to: 'Up to this time (default: now)' },
      answers: { 200: RECONCILIATION },
      handle: (call) => reconciliation(call, services),
    },
    route({
      ...WRITE,
      operation: 'Automations_Backfill',
      method: 'POST',
      path: `${ONE}/backfill`,
      summary: 'Delivers also what was written since a time in the past; what was delivered already is not sent again',
      change: 'Microsoft.Security/automations/backfill/action',
      body: BACKFILL,
      answers: { 202: z.object({ places: z.number() }) },
      async handle(call) {
        const from = timeOf(call.body.from, 'from');
        const automation = await automationAt(call, services);
        await demandScopes(automation, call);
        return json({ places: await services.exporting.backfill(automation, from) }, 202);
      },
    }),
    {
      ...READ,
      operation: 'Automations_ListDeadLetters',
      method: 'GET',
      path: `${ONE}/deadLetters`,
      summary: 'Records which their target refuses, with its answer',
      answers: { 200: LETTERS },
      handle: (call) =>
        wholeAnswer(call, async () => {
          const letters = await services.exporting.deadLetters(await automationAt(call, services));
          const items = letters.map(({ place, recordId, stream, status, answer, time, isReplayed }) => ({
            name: recordId,
            properties: { place, stream, status, answer, timeUtc: isoTime(time), isReplayed },
          }));
          return { items };
        }),
    },
    {
      ...WRITE,
      operation: 'Automations_ReplayDeadLetter',
      method: 'POST',
      path: `${ONE}/deadLetters/{recordId}/replay`,
      summary: 'Has a refused record sent again, in the state that it has now; `all` has all of them',
      change: 'Microsoft.Security/automations/deadLetters/replay/action',
      answers: { 202: z.object({ records: z.number() }) },
      async handle(call) {
        const recordId = param(call, 'recordId');
        const automation = await automationAt(call, services);
        await demandScopes(automation, call);
        return json({ records: await services.exporting.replay(automation, recordId === 'all' ? undefined : recordId) }, 202);
      },
    },
  ];
}

async function reconciliation(call: Call, services: Services): Promise<Response> {
  const automation = await automationAt(call, services);
  const to = call.query.has('to') ? timeOf(call.query.get('to') ?? '', 'to') : services.clock();
  const from = call.query.has('from') ? timeOf(call.query.get('from') ?? '', 'from') : to - DAY_MS;
  if (from > to) throw badRequest("'from' must not be later than 'to'.");
  const value = await services.exporting.reconcile(automation, from, to);
  const isComplete = value.every(({ pending, missingCount, dead }) => pending + missingCount + dead === 0);
  return json({ from: isoTime(from), to: isoTime(to), isComplete, value });
}

function timeOf(text: string, name: string): number {
  const time = parseTime(text);
  if (time === undefined) throw badRequest(`'${name}' must be a time in ISO 8601.`);
  return time;
}

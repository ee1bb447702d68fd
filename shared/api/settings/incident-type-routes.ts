import { z } from 'zod';
import { failedExamples } from '../../fusion/incident-types/examples';
import { type IncidentType, incidentTypeSchema } from '../../fusion/incident-types/incident-type';
import { json, noContent } from '../answer';
import { badRequest, conflict, notFound } from '../api-error';
import { wholeAnswer } from '../list-answer';
import { type Call, param, type Route, route } from '../route';
import type { Services } from '../services';

const LIST = '/subscriptions/{subscriptionId}/providers/Microsoft.Security/incidentTypes';
const ONE = `${LIST}/{name}`;
const CHANGE = 'Microsoft.Security/incidentTypes';
/** Each is looked for in every candidate of an incident. */
const MOST_TYPES = 50;

const BODY = z.object({ properties: incidentTypeSchema.omit({ id: true }) }).meta({ id: 'IncidentTypeParameters' });
const TYPE = z.looseObject({ id: z.string(), name: z.string(), properties: z.looseObject({}) }).meta({ id: 'IncidentType' });

/** Kinds of incidents that a subscription brings itself, beside the known ones; ours, without an example in Azure. */
export function incidentTypeRoutes({ incidentTypes }: Services): Route[] {
  const read = { access: { scope: 'subscription', permission: 'Settings.Read' } } as const;
  const write = { access: { scope: 'subscription', permission: 'Settings.Write' } } as const;
  return [
    {
      ...read,
      operation: 'IncidentTypes_List',
      method: 'GET',
      path: LIST,
      summary: 'Kinds of incidents that the subscription has brought',
      answers: { 200: z.object({ value: z.array(TYPE) }).meta({ id: 'IncidentTypeList' }) },
      handle: (call) =>
        wholeAnswer(call, async () => {
          const types = await incidentTypes.of(call.subscriptionId);
          return { items: types.map((type) => resource(call.subscriptionId, type)) };
        }),
    },
    {
      ...read,
      operation: 'IncidentTypes_Get',
      method: 'GET',
      path: ONE,
      summary: 'One kind of incident',
      answers: { 200: TYPE },
      async handle(call) {
        const type = await incidentTypes.get(call.subscriptionId, param(call, 'name'));
        if (!type) throw notFound(`The incident type '${param(call, 'name')}'`);
        return json(resource(call.subscriptionId, type));
      },
    },
    route({
      ...write,
      operation: 'IncidentTypes_CreateOrUpdate',
      method: 'PUT',
      path: ONE,
      summary: 'Creates or replaces a kind of incident; refused where its rule contradicts its own examples',
      change: `${CHANGE}/write`,
      body: BODY,
      answers: { 200: TYPE, 201: TYPE },
      async handle(call) {
        const type = asked(call);
        const known = await incidentTypes.of(call.subscriptionId);
        const isKnown = known.some(({ id }) => id === type.id);
        if (!isKnown && known.length >= MOST_TYPES) throw conflict(`A subscription has ${MOST_TYPES} incident types of its own at most.`);
        await incidentTypes.put(call.subscriptionId, type);
        return json(resource(call.subscriptionId, type), isKnown ? 200 : 201);
      },
    }),
    {
      ...write,
      operation: 'IncidentTypes_Delete',
      method: 'DELETE',
      path: ONE,
      summary: 'Deletes a kind of incident; incidents that it founded stay',
      change: `${CHANGE}/delete`,
      answers: { 204: null },
      async handle(call) {
        await incidentTypes.delete(call.subscriptionId, param(call, 'name'));
        return noContent();
      },
    },
  ];
}

function asked(call: Call<z.output<typeof BODY>>): IncidentType {
  const name = param(call, 'name').toLowerCase();
  const { success, data: type } = incidentTypeSchema.safeParse({ ...call.body.properties, id: name });
  if (!success)
    throw badRequest('The name of an incident type takes small letters, digits and hyphens, at most 64.', 'InvalidIncidentTypeName');
  const failed = failedExamples(type);
  if (failed.length > 0) throw badRequest(`The rule contradicts its examples: ${failed.join('; ')}.`, 'ExamplesContradictRule');
  return type;
}

function resource(subscriptionId: string, { id: name, ...properties }: IncidentType): object {
  return {
    id: `/subscriptions/${subscriptionId}/providers/Microsoft.Security/incidentTypes/${name}`,
    name,
    type: 'Microsoft.Security/incidentTypes',
    properties,
  };
}

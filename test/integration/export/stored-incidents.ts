import type { IncidentFacts } from '../../../shared/model/incident';
import { newIncident, withFacts } from '../../../shared/storage/incident-document';
import type { Stores } from '../../../shared/storage/stores';

const FACTS: IncidentFacts = {
  ...{ title: '', story: 'An attack.', severity: 'High', score: 80, reasons: [], tactics: ['TA0001'], techniques: [] },
  ...{
    firstActivityTime: 1,
    lastActivityTime: 2,
    alertIds: ['a', 'b'],
    alertCount: 2,
    products: [],
    entities: [],
    links: [],
    remediationSteps: [],
  },
};

/** Gives an incident a title, which makes a new version of it; the first one creates it. Returns the id of the record of that version. */
export async function titled({ incidents }: Stores, subscription: string, id: string, title: string, now: number): Promise<string> {
  const facts = { ...FACTS, title };
  const stored = await incidents.incident(subscription, id);
  const value = stored ? withFacts(stored.value, facts, now) : newIncident(id, subscription, facts, now, incidents.ttl);
  if (!value) throw new Error(`The incident ${id} has the title '${title}' already`);
  await incidents.save(subscription, { incidents: [{ value, etag: stored?.etag }], clusters: [], operations: [] });
  return `${id}.${value.version}`;
}

import { deepEqual, equal, ok } from 'node:assert/strict';
import { all, type Check, found, namesOf, refused } from '../check';
import { type Connected, GROUP, WORKSPACE } from '../connected';

const merge = ({ graph }: Connected, body: object) => graph.api('/security/incidents/mergeIncidents').post(body);
const move = ({ graph }: Connected, body: object) => graph.api('/security/alerts_v2/moveAlerts').post(body);
const incident = ({ insights }: Connected, id: string) => insights.incidents.get(GROUP, WORKSPACE, id);

/** Merging and splitting, as the client of Microsoft Graph asks for it. */
export const graphChecks: Check[] = [
  {
    name: 'merged incidents are one, which has all alerts; the other is closed and listed no more',
    async run(connected) {
      const ids = [connected.takeIncident(), connected.takeIncident()];
      const { targetIncidentId } = await merge(connected, {
        incidentIds: ids,
        incidentComment: 'Same actor',
        mergeReasons: 'sameActor,timeFrame',
      });
      const other = ids.find((id) => id !== targetIncidentId) ?? '';
      ok(ids.includes(targetIncidentId));
      equal((await connected.members(targetIncidentId)).length, 6);
      equal((await incident(connected, other)).status, 'Closed');
      const listed = await namesOf(connected.insights.incidents.list(GROUP, WORKSPACE));
      deepEqual([listed.includes(targetIncidentId), listed.includes(other)], [true, false]);
    },
  },
  {
    name: 'alerts move into a new incident and on into another one, and whoever had them leads there',
    async run(connected) {
      const [from, to] = [connected.takeIncident(), connected.takeIncident()];
      const [alert = '', ...others] = await connected.members(from);
      const { targetIncidentId: made } = await move(connected, { alertIds: [alert], incidentId: null, alertComment: 'Another case' });
      ok(![from, to].includes(made));
      deepEqual([await connected.members(made), await connected.members(from)], [[alert], others]);
      const again = await move(connected, { alertIds: [alert], incidentId: to, newCorrelationReasons: 'sameAsset' });
      equal(again.targetIncidentId, to);
      equal((await connected.members(to)).length, 4);
      equal((await incident(connected, made)).status, 'Closed');
    },
  },
  {
    name: 'alerts of no incident, and one of another incident, become one',
    async run(connected) {
      await connected.simulate('DNS', 'KeyVaults');
      const { security } = connected;
      const lone = await found(async () => {
        const names = (await all(security.alerts.list())).flatMap(({ name = '' }) => (/-(?:DNS|KeyVaults)-/.test(name) ? [name] : []));
        return names.length === 2 ? names : undefined;
      }, 'alerts of no incident');
      const [member = ''] = await connected.members(connected.takeIncident());
      const { targetIncidentId } = await move(connected, { alertIds: [...lone, member], incidentId: null });
      deepEqual((await connected.members(targetIncidentId)).sort(), [...lone, member].sort());
    },
  },
  {
    name: 'what is not there, or is no list of ids, is refused in the words of Graph',
    async run(connected) {
      await refused(merge(connected, { incidentIds: ['no', 'nothing'] }), 404, 'ResourceNotFound');
      await refused(move(connected, { alertIds: ['nothing'], incidentId: null }), 404, 'ResourceNotFound');
      await refused(merge(connected, { incidentIds: [] }), 400, 'InvalidRequestContent');
      await refused(move(connected, { alertIds: 'nothing' }), 400, 'InvalidRequestContent');
      const reader = await connected.as({ roles: ['Security.Read'] });
      await refused(merge(reader, { incidentIds: ['no', 'nothing'] }), 403, 'AuthorizationFailed');
    },
  },
];

import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Incident } from '@azure/arm-securityinsight';
import { all, type Check, namesOf, pageSizes, refused } from '../check';
import { type Connected, GROUP, WORKSPACE } from '../connected';

/** A client leaves out what is undefined. */
type Changed = { [Name in keyof Incident]?: Incident[Name] | undefined };

const get = ({ insights }: Connected, id: string) => insights.incidents.get(GROUP, WORKSPACE, id);
const put = ({ insights }: Connected, id: string, incident: Changed) =>
  insights.incidents.createOrUpdate(GROUP, WORKSPACE, id, incident as Incident);

/** Incidents as `@azure/arm-securityinsight` handles them. */
export const incidentChecks: Check[] = [
  {
    name: 'incidents are listed page by page, filtered and in order; the links carry the whole query',
    async run({ insights: { incidents } }) {
      const asked = {
        filter: "properties/status eq 'New' and properties/severity eq 'High'",
        orderby: 'properties/createdTimeUtc asc',
        top: 1,
      };
      const listed = await all(incidents.list(GROUP, WORKSPACE, asked));
      const times = listed.map(({ createdTimeUtc }) => Number(createdTimeUtc));
      deepEqual(
        times,
        [...times].sort((a, b) => a - b),
      );
      ok(listed.length > 2 && new Set(listed.map(({ name }) => name)).size === listed.length);
      deepEqual(
        await pageSizes(incidents.list(GROUP, WORKSPACE, asked)),
        listed.map(() => 1),
      );
      const backwards = await namesOf(incidents.list('SAMPLE-RG', 'Fusion', { orderby: 'properties/createdTimeUtc desc', top: 2 }));
      deepEqual(
        backwards.reverse(),
        listed.map(({ name }) => name),
      );
      const none = { filter: "properties/severity eq 'Low' or contains(properties/title, 'nothing of this')" };
      deepEqual(await all(incidents.list(GROUP, WORKSPACE, none)), []);
    },
  },
  {
    name: 'incidents are filtered by time and in each of the forms that OData knows',
    async run({ insights: { incidents } }) {
      const count = async (filter: string) => (await all(incidents.list(GROUP, WORKSPACE, { filter }))).length;
      const everything = await count("properties/createdTimeUtc ge 1970-01-01T00:00:00.0000000Z and not (properties/status eq 'closed')");
      ok(everything > 2);
      for (const filter of [
        "properties/severity in ('High', 'Medium')",
        "properties/additionalData/tactics/any(t: t eq 'Execution')",
        "startswith(properties/title, 'SAMPLE') and endswith(properties/title, 'compromised')",
        `properties/lastModifiedTimeUtc le '${new Date(Date.now() + 60_000).toISOString()}'`,
        'properties/classification eq null',
        "properties/providerName eq 'Sinter'",
      ])
        equal(await count(filter), everything, filter);
    },
  },
  {
    name: 'what no list can be asked is refused',
    async run({ insights: { incidents } }) {
      const list = (options: object) => all(incidents.list(GROUP, WORKSPACE, options));
      for (const filter of ['properties/nothing eq 1', "properties/status like 'New'", '('])
        await refused(list({ filter }), 400, 'BadRequest');
      await refused(list({ orderby: 'properties/nothing' }), 400, 'BadRequest');
      await refused(list({ top: 0 }), 400, 'BadRequest');
      await refused(list({ skipToken: 'nonsense' }), 400, 'BadRequest');
      await refused(all(incidents.list(GROUP, 'other')), 404, 'ResourceNotFound');
      await refused(all(incidents.list('other', WORKSPACE)), 404, 'ResourceNotFound');
    },
  },
  {
    name: 'an update with the present etag says how the incident is handled, and counts stay though the client sends none',
    async run(connected) {
      const id = connected.takeIncident();
      await connected.insights.incidentComments.createOrUpdate(GROUP, WORKSPACE, id, randomUUID(), { message: 'Look.' });
      const before = await get(connected, id);
      const owner = { objectId: randomUUID(), email: 'dana@example.com', assignedTo: 'Dana', userPrincipalName: 'dana@example.com' };
      const changes = {
        status: 'Active',
        severity: 'Low',
        title: 'Ours',
        description: 'Said.',
        owner,
        labels: [{ labelName: 'vip' }],
      } as const;
      const after = await put(connected, id, { ...before, ...changes, labels: [...changes.labels] });
      deepEqual([after.status, after.severity, after.title, after.description], ['Active', 'Low', 'Ours', 'Said.']);
      deepEqual({ ...after.owner }, owner);
      deepEqual(after.labels, [{ labelName: 'vip', labelType: 'User' }]);
      deepEqual(after.additionalData, { ...before.additionalData, alertsCount: 3, commentsCount: 1, bookmarksCount: 0 });
      ok(after.etag && after.etag !== before.etag && Number(after.lastModifiedTimeUtc) > Number(before.lastModifiedTimeUtc));
      deepEqual(await get(connected, id), after);
    },
  },
  {
    name: 'an update with a stale etag is refused in the words of Azure, one without etag is not',
    async run(connected) {
      const id = connected.takeIncident();
      const { etag, ...first } = await get(connected, id);
      await put(connected, id, { ...first, etag, status: 'Active' });
      const stale = put(connected, id, { ...first, etag, status: 'New' });
      await refused(stale, 409, 'Conflict');
      await stale.catch(({ message }) => match(message, /^Newer version of resource '.+' exists\. Data was not saved/));
      equal((await put(connected, id, { ...first, status: 'New' })).status, 'New');
    },
  },
  {
    name: 'an incident goes through every state, severity and verdict, and closing needs a verdict',
    async run(connected) {
      const id = connected.takeIncident();
      let incident = await get(connected, id);
      const change = async (changes: Changed) => {
        incident = await put(connected, id, { ...incident, ...changes });
        for (const [name, value] of Object.entries(changes)) equal(incident[name as keyof Incident], value, name);
      };
      await refused(put(connected, id, { ...incident, status: 'Closed' }), 400, 'InvalidRequestContent');
      for (const status of ['Active', 'New']) await change({ status });
      for (const severity of ['Informational', 'Low', 'Medium', 'High']) await change({ severity });
      const verdicts: [string, string | undefined][] = [
        ['TruePositive', 'SuspiciousActivity'],
        ['BenignPositive', 'SuspiciousButExpected'],
        ['FalsePositive', 'IncorrectAlertLogic'],
        ['FalsePositive', 'InaccurateData'],
        ['Undetermined', undefined],
      ];
      for (const [classification, classificationReason] of verdicts)
        await change({ status: 'Closed', classification, classificationReason, classificationComment: 'Because.' });
      await change({ status: 'Active', classification: undefined, classificationComment: undefined });
      await refused(put(connected, id, { ...incident, severity: 'Weird' }), 400, 'InvalidRequestContent');
    },
  },
  {
    name: 'an incident made by hand is there until it is deleted; deleting it again changes nothing',
    async run(connected) {
      const { incidents } = connected.insights;
      const id = randomUUID();
      const happened = { firstActivityTimeUtc: new Date('2026-03-01T08:00:00Z'), lastActivityTimeUtc: new Date('2026-03-01T09:00:00Z') };
      const made = await put(connected, id, { title: 'Made', description: 'By hand.', severity: 'Medium', status: 'New', ...happened });
      deepEqual([made.firstActivityTimeUtc, made.lastActivityTimeUtc], Object.values(happened));
      deepEqual([made.name, made.title, made.severity, made.additionalData?.alertsCount], [id, 'Made', 'Medium', 0]);
      deepEqual((await incidents.listAlerts(GROUP, WORKSPACE, id)).value, []);
      await incidents.delete(GROUP, WORKSPACE, id);
      await incidents.delete(GROUP, WORKSPACE, id);
      await refused(get(connected, id), 404, 'ResourceNotFound');
      ok(!(await namesOf(incidents.list(GROUP, WORKSPACE))).includes(id));
    },
  },
  {
    name: 'the alerts and entities of an incident are told, and what happened to an entity when',
    async run(connected) {
      const { incidents, entitiesGetTimeline } = connected.insights;
      const id = connected.takeIncident();
      const { value } = await incidents.listAlerts(GROUP, WORKSPACE, id);
      deepEqual(
        value.map(({ kind, status }) => [kind, status]),
        Array(3).fill(['SecurityAlert', 'New']),
      );
      ok(value.some(({ severity }) => severity === 'High'));
      const { entities = [], metaData } = await incidents.listEntities(GROUP, WORKSPACE, id);
      deepEqual(metaData, [{ entityKind: 'Host', count: 1 }]);
      const [host] = entities;
      ok(host?.name && 'hostName' in host && host.hostName?.startsWith('sample-'));
      const stretch = { startTime: new Date(0), endTime: new Date(Date.now() + 60_000) };
      const timeline = await entitiesGetTimeline.list(GROUP, WORKSPACE, host.name, { ...stretch, numberOfBucket: 4 });
      deepEqual([timeline.metaData?.totalCount, timeline.metaData?.aggregations], [3, [{ kind: 'SecurityAlert', count: 3 }]]);
      deepEqual(
        timeline.value?.map(({ kind }) => kind),
        Array(3).fill('SecurityAlert'),
      );
      const none = await entitiesGetTimeline.list(GROUP, WORKSPACE, host.name, { ...stretch, kinds: ['Activity'] });
      equal(none.metaData?.totalCount, 0);
      await refused(entitiesGetTimeline.list(GROUP, WORKSPACE, 'nothing', stretch), 404, 'ResourceNotFound');
      for (const what of ['listAlerts', 'listEntities', 'listBookmarks'] as const)
        await refused(incidents[what](GROUP, WORKSPACE, 'nothing'), 404, 'ResourceNotFound');
    },
  },
];

import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { all, type Check, namesOf, refused } from '../check';
import { type Connected, GROUP, WORKSPACE } from '../connected';

const bookmarkIds = async ({ insights }: Connected, incidentId: string) =>
  (await insights.incidents.listBookmarks(GROUP, WORKSPACE, incidentId)).value.map(({ name }) => name);

/** What hangs on incidents: comments, alerts and bookmarks. */
export const attachmentChecks: Check[] = [
  {
    name: 'comments have the author that the token names, are paged, ordered, changed and deleted',
    async run(connected) {
      const { incidentComments } = connected.insights;
      const id = connected.takeIncident();
      const [first, second] = [randomUUID(), randomUUID()];
      const written = await incidentComments.createOrUpdate(GROUP, WORKSPACE, id, first, { message: 'One.' });
      equal(written.message, 'One.');
      deepEqual([written.author?.name, written.author?.userPrincipalName], ['Dana', 'Dana@example.com']);
      match(written.author?.objectId ?? '', /^[\da-f-]{36}$/);
      await incidentComments.createOrUpdate(GROUP, WORKSPACE, id, second, { message: 'Two.' });
      const changed = await incidentComments.createOrUpdate(GROUP, WORKSPACE, id, second, { message: 'Two!' });
      ok(Number(changed.lastModifiedTimeUtc) >= Number(changed.createdTimeUtc));
      equal((await incidentComments.get(GROUP, WORKSPACE, id, second)).message, 'Two!');
      deepEqual(await namesOf(incidentComments.list(GROUP, WORKSPACE, id, { top: 1 })), [second, first]);
      const forwards = { top: 1, orderby: 'properties/createdTimeUtc asc', filter: "properties/author/name eq 'Dana'" };
      deepEqual(await namesOf(incidentComments.list(GROUP, WORKSPACE, id, forwards)), [first, second]);
      equal((await connected.insights.incidents.get(GROUP, WORKSPACE, id)).additionalData?.commentsCount, 2);
      for (const _ of [1, 2]) await incidentComments.delete(GROUP, WORKSPACE, id, first);
      await refused(incidentComments.get(GROUP, WORKSPACE, id, first), 404, 'ResourceNotFound');
      await refused(incidentComments.createOrUpdate(GROUP, WORKSPACE, id, first, { message: '' }), 400, 'InvalidRequestContent');
    },
  },
  {
    name: 'only its author changes a comment',
    async run(connected) {
      const id = connected.takeIncident();
      const name = randomUUID();
      await connected.insights.incidentComments.createOrUpdate(GROUP, WORKSPACE, id, name, { message: 'Mine.' });
      const sam = await connected.as({ principalId: SAM, name: 'Sam', scopes: ['Security.Manage'] });
      await connected.raw(
        `/subscriptions/${connected.subscription}/providers/Microsoft.Authorization/roleAssignments/${randomUUID()}?api-version=2022-04-01`,
        { method: 'PUT', body: JSON.stringify({ properties: { principalId: SAM, roleDefinitionId: 'Owner' } }) },
      );
      await refused(sam.insights.incidentComments.createOrUpdate(GROUP, WORKSPACE, id, name, { message: 'No.' }), 409, 'Conflict');
      const own = await sam.insights.incidentComments.createOrUpdate(GROUP, WORKSPACE, id, randomUUID(), { message: 'Yes.' });
      equal(own.author?.name, 'Sam');
    },
  },
  {
    name: 'a relation moves an alert into the incident, under the name that it was given; deleting it takes the alert out',
    async run(connected) {
      const { incidents, incidentRelations } = connected.insights;
      const [from, to] = [connected.takeIncident(), randomUUID()];
      await incidents.createOrUpdate(GROUP, WORKSPACE, to, { title: 'Case', severity: 'Medium', status: 'New' });
      const { value } = await incidents.listAlerts(GROUP, WORKSPACE, from);
      const [{ id: relatedResourceId = '', name: alertName = '' } = {}] = value;
      const relation = randomUUID();
      for (const _ of ['created', 'known']) {
        const put = await incidentRelations.createOrUpdate(GROUP, WORKSPACE, to, relation, { relatedResourceId });
        deepEqual([put.name, put.relatedResourceId, put.relatedResourceName], [relation, relatedResourceId, alertName]);
        equal(put.relatedResourceKind, 'SecurityAlert');
      }
      deepEqual([await connected.members(to), (await connected.members(from)).length], [[alertName], 2]);
      deepEqual(await namesOf(incidentRelations.list(GROUP, WORKSPACE, to)), [relation]);
      equal((await incidentRelations.get(GROUP, WORKSPACE, to, relation)).relatedResourceName, alertName);
      equal((await all(incidentRelations.list(GROUP, WORKSPACE, from, { top: 1 }))).length, 2);
      for (const _ of [1, 2]) await incidentRelations.delete(GROUP, WORKSPACE, to, relation);
      deepEqual(await connected.members(to), []);
      await refused(incidentRelations.get(GROUP, WORKSPACE, to, relation), 404, 'ResourceNotFound');
      const unknown = { relatedResourceId: `${relatedResourceId}-not` };
      await refused(incidentRelations.createOrUpdate(GROUP, WORKSPACE, to, relation, unknown), 404, 'ResourceNotFound');
    },
  },
  {
    name: 'a bookmark is kept, listed, related to an incident, changed with its etag, and deleted',
    async run(connected) {
      const { bookmarks, incidentRelations, incidents } = connected.insights;
      const [incidentId, id] = [connected.takeIncident(), randomUUID()];
      const content = {
        displayName: 'Odd logon',
        query: 'SigninLogs | where ResultType == 0',
        notes: 'At night.',
        labels: ['night'],
        eventTime: new Date('2026-03-02T09:00:00Z'),
        queryStartTime: new Date('2026-03-01T00:00:00Z'),
        queryEndTime: new Date('2026-03-03T00:00:00Z'),
        queryResult: '{"rows":1}',
        tactics: ['InitialAccess', 'PreAttack'],
        techniques: ['T1078'],
        entityMappings: [{ entityType: 'Account', fieldMappings: [{ identifier: 'Name', value: 'dana' }] }],
      };
      const made = await bookmarks.createOrUpdate(GROUP, WORKSPACE, id, content);
      for (const [name, value] of Object.entries(content)) deepEqual(made[name as keyof typeof made], value, name);
      deepEqual([made.createdBy?.name, made.updatedBy?.email, made.incidentInfo], ['Dana', 'Dana@example.com', undefined]);
      const kept = await bookmarks.createOrUpdate(GROUP, WORKSPACE, id, { ...made, notes: 'By day.' });
      await refused(bookmarks.createOrUpdate(GROUP, WORKSPACE, id, made), 409, 'Conflict');

      const relatedResourceId = kept.id ?? '';
      const related = await incidentRelations.createOrUpdate(GROUP, WORKSPACE, incidentId, 'the-bookmark', { relatedResourceId });
      deepEqual([related.relatedResourceName, related.relatedResourceKind], [id, 'Bookmark']);
      deepEqual(await bookmarkIds(connected, incidentId), [id]);
      const { incidentInfo, createdBy } = await bookmarks.get(GROUP, WORKSPACE, id);
      deepEqual([incidentInfo?.incidentId, incidentInfo?.relationName, createdBy?.name], [incidentId, 'the-bookmark', 'Dana']);
      equal((await incidents.get(GROUP, WORKSPACE, incidentId)).additionalData?.bookmarksCount, 1);
      ok((await namesOf(incidentRelations.list(GROUP, WORKSPACE, incidentId))).includes('the-bookmark'));
      await incidentRelations.delete(GROUP, WORKSPACE, incidentId, 'the-bookmark');
      deepEqual(await bookmarkIds(connected, incidentId), []);

      deepEqual(await namesOf(bookmarks.list(GROUP, WORKSPACE)), [id]);
      for (const _ of [1, 2]) await bookmarks.delete(GROUP, WORKSPACE, id);
      await refused(bookmarks.get(GROUP, WORKSPACE, id), 404, 'ResourceNotFound');
    },
  },
];

const SAM = '5eed0000-0000-4000-8000-0000000005a3';

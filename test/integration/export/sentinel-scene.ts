import type { Fault } from '../../../infra/local/faults';
import type { SentinelEndpoint } from '../../../infra/local/sentinel/endpoint';
import type { Properties } from '../../../infra/local/sentinel/workspace-incidents';
import { copyNameOf } from '../../../shared/export/sentinel/incident-form';
import { insights } from '../api/api-fixture';
import { attack, fused } from '../api/fused';
import { subscription } from '../storage/fixture';
import { type ExportFixture, workspaceId } from './export-fixture';

export interface SentinelParts {
  sentinel: SentinelEndpoint;
  exports: ExportFixture;
}

const VERSION = 'api-version=2024-03-01';

/** What goes wrong at random. */
export const RANDOM_FAULTS: Fault[] = [
  { kind: 'refuse', status: 429, retryAfter: 2 },
  { kind: 'refuse', status: 503 },
  { kind: 'refuse', status: 409 },
  { kind: 'reset-before' },
  { kind: 'reset-after' },
];

/** A subscription with one incident, exported to a workspace of its own. */
export async function sentinelScene({ sentinel, exports }: SentinelParts, number: number, action: Record<string, unknown> = {}) {
  sentinel.faults = () => undefined;
  exports.late = 0;
  const id = subscription(number);
  const there = sentinel.workspace(workspaceId(id));
  const created = await exports.automation(id, 'soc', {
    sources: [{ eventSource: 'Incidents' }],
    actions: [{ actionType: 'Sentinel', workspaceResourceId: workspaceId(id), syncStatus: true, ...action }],
  });
  expect(created).toMatchObject({ status: 201, body: { properties: { actions: [{ actionType: 'Sentinel' }] } } });
  const [incidentId = ''] = await fused(exports.api, attack(`host-${number}`, number * 3_000, id), id);
  const name = copyNameOf(id, incidentId);
  const path = insights(id, `incidents/${incidentId}?${VERSION}`);
  const ask: typeof exports.api.ask = (...args) => {
    exports.api.now = exports.now();
    return exports.api.ask(...args);
  };
  return {
    id,
    incidentId,
    name,
    path,
    there,
    ask,
    run: () => exports.run(id),
    runAll: () => exports.runAll(id),
    copy: () => there.get(name)?.properties as Properties,
    here: async () => (await ask(path)).body.properties,
    /** What people did, the latest first. */
    history: async () => {
      const { body } = await ask(insights(id, `incidents/${incidentId}/history?${VERSION}`));
      return body.value.filter(({ action }: { action: string }) => ['update', 'note'].includes(action));
    },
    async change(changes: Record<string, unknown>) {
      const { body } = await ask(path);
      const answer = await ask(path, { method: 'PUT', body: { etag: body.etag, properties: { ...body.properties, ...changes } } });
      expect(answer).toMatchObject({ status: 200 });
    },
    /** As time passes between what people do. */
    later: () => {
      exports.late += 2_000;
    },
  };
}

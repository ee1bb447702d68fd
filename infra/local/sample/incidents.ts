import { setTimeout as delay } from 'node:timers/promises';

/** An incident as the API gives it, as far as it is shown. */
export interface ShownIncident {
  /** Path of the resource. */
  id: string;
  properties: {
    title: string;
    severity: string;
    firstActivityTimeUtc: string;
    lastActivityTimeUtc: string;
    additionalData: { alertsCount: number; tactics: string[] };
  };
}

/** Path and query under which the API lists the incidents of a subscription. */
export function incidentsPath(subscriptionId: string, workspace: { resourceGroup: string; name: string }): string {
  const group = `/subscriptions/${subscriptionId}/resourceGroups/${workspace.resourceGroup}`;
  const insights = `${group}/providers/Microsoft.OperationalInsights/workspaces/${workspace.name}/providers/Microsoft.SecurityInsights`;
  return `${insights}/incidents?api-version=2024-09-01`;
}

/** How long nothing must have changed: longer than the pause between two runs of fusion. */
const QUIET_MS = 7_000;
const POLL_MS = 1_000;

/** Reads the incidents again and again until they stay as they are, or the time is over; then gives what there is. */
export async function settledIncidents(read: () => Promise<ShownIncident[]>, withinMs: number): Promise<ShownIncident[]> {
  const deadline = performance.now() + withinMs;
  let incidents: ShownIncident[] = [];
  let seen = '';
  let since = performance.now();
  for (;;) {
    const found = await read().catch(() => incidents);
    const now = performance.now();
    const state = JSON.stringify(found.map(({ id, properties }) => [id, properties.additionalData.alertsCount]));
    if (state !== seen) since = now;
    seen = state;
    incidents = found;
    if (now > deadline || (incidents.length > 0 && now - since > QUIET_MS)) return incidents;
    await delay(POLL_MS);
  }
}

/** The incidents of the given paths. Rejects when the API does not answer with them. */
export async function readIncidents(url: string, paths: readonly string[], token: string): Promise<ShownIncident[]> {
  const lists = await Promise.all(
    paths.map(async (path) => {
      const answer = await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${token}` } });
      if (!answer.ok) throw new Error(`The API answers ${answer.status}: ${await answer.text()}`);
      return ((await answer.json()) as { value: ShownIncident[] }).value;
    }),
  );
  return lists.flat();
}

const SEVERITIES = ['High', 'Medium', 'Low', 'Informational'];
const MOST_SHOWN = 6;

/** For the terminal: the gravest first. */
export function describeIncidents(incidents: readonly ShownIncident[]): string[] {
  const rank = ({ properties }: ShownIncident) => SEVERITIES.indexOf(properties.severity);
  const alerts = ({ properties }: ShownIncident) => properties.additionalData.alertsCount;
  const sorted = [...incidents].sort((a, b) => rank(a) - rank(b) || alerts(b) - alerts(a));
  const lines = sorted.slice(0, MOST_SHOWN).flatMap(({ id, properties }) => {
    const { alertsCount, tactics } = properties.additionalData;
    const from = properties.firstActivityTimeUtc.slice(0, 16).replace('T', ' ');
    const until = properties.lastActivityTimeUtc.slice(11, 16);
    return [
      `  ${properties.severity.padEnd(13)} ${properties.title}`,
      `                ${alertsCount} alerts, ${from} to ${until} UTC${tactics.length > 0 ? `; ${tactics.join(', ')}` : ''}`,
      `                ${id}`,
    ];
  });
  return sorted.length > MOST_SHOWN ? [...lines, `  ... and ${sorted.length - MOST_SHOWN} more`] : lines;
}

import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import type { IncidentFacts } from '../../../shared/model/incident';
import type { BacktestResult } from './backtest';

/** Characters that are gathered before they are written. */
const CHUNK = 256 * 1024;

/** Writes `alerts.ndjson` and `incidents.ndjson`, a subscription after the other. */
export class ResultWriter {
  readonly #alerts: LineWriter;
  readonly #incidents: LineWriter;

  constructor(folder: string) {
    mkdirSync(folder, { recursive: true });
    this.#alerts = new LineWriter(path.join(folder, 'alerts.ndjson'));
    this.#incidents = new LineWriter(path.join(folder, 'incidents.ndjson'));
  }

  async write(result: BacktestResult): Promise<void> {
    const { subscription, lines } = result;
    for (const [index, file] of subscription.files.entries()) {
      for (const line of lines[index] ?? []) {
        const place = { subscription: subscription.name, file: file.name, line: line.line };
        if ('error' in line)
          await this.#alerts.write({ ...place, alertId: null, severity: null, tactics: [], incidentId: null, error: line.error });
        else {
          const { alertId, severity, tactics, activityId } = line;
          await this.#alerts.write({ ...place, alertId, severity, tactics, incidentId: result.incidentOf(activityId) ?? null });
        }
      }
    }
    const incidents = [...result.incidents].sort(([, a], [, b]) => a.firstActivityTime - b.firstActivityTime);
    for (const [id, facts] of incidents) await this.#incidents.write(incidentLine(id, subscription.name, facts));
  }

  async end(): Promise<void> {
    await Promise.all([this.#alerts.end(), this.#incidents.end()]);
  }
}

/** An incident as the result shows it; times are ISO 8601, UTC. */
function incidentLine(id: string, subscription: string, facts: IncidentFacts): Record<string, unknown> {
  return {
    id,
    subscription,
    title: facts.title,
    severity: facts.severity,
    score: facts.score,
    tactics: facts.tactics,
    techniques: facts.techniques,
    firstActivity: new Date(facts.firstActivityTime).toISOString(),
    lastActivity: new Date(facts.lastActivityTime).toISOString(),
    alertCount: facts.alertCount,
    entities: facts.entities,
    why: facts.reasons,
    story: facts.story,
    products: facts.products,
    links: facts.links,
    remediationSteps: facts.remediationSteps,
  };
}

class LineWriter {
  readonly #stream: WriteStream;
  #gathered = '';

  constructor(file: string) {
    this.#stream = createWriteStream(file);
  }

  async write(value: unknown): Promise<void> {
    this.#gathered += `${JSON.stringify(value)}\n`;
    if (this.#gathered.length >= CHUNK) await this.#flush();
  }

  async end(): Promise<void> {
    await this.#flush();
    this.#stream.end();
    await finished(this.#stream);
  }

  async #flush(): Promise<void> {
    const text = this.#gathered;
    this.#gathered = '';
    await new Promise<void>((resolve, reject) => this.#stream.write(text, (error) => (error ? reject(error) : resolve())));
  }
}

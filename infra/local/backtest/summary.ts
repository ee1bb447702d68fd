import type { BacktestResult } from './backtest';

interface Line {
  name: string;
  lines: number;
  unusable: number;
  alerts: number;
  days: number;
  incidents: number;
  inIncidents: number;
}

/** Adds up what became of the subscriptions, for people. */
export class Summary {
  readonly #lines: Line[] = [];

  add({ subscription, lines, incidents, incidentOf, alerts, days }: BacktestResult): void {
    const all = lines.flat();
    const inIncidents = new Set<string>();
    let unusable = 0;
    for (const line of all) {
      if ('error' in line) unusable++;
      else if (incidentOf(line.activityId) !== undefined) inIncidents.add(line.alertId);
    }
    this.#lines.push({
      name: subscription.name,
      lines: all.length,
      unusable,
      alerts,
      days,
      incidents: incidents.size,
      inIncidents: inIncidents.size,
    });
  }

  text(out: string, seconds: number): string {
    const total = (pick: (line: Line) => number) => this.#lines.reduce((sum, line) => sum + pick(line), 0);
    const rows = this.#lines.map(describe);
    const alerts = total((line) => line.alerts);
    const incidents = total((line) => line.incidents);
    return [
      ...rows,
      `${total((line) => line.lines)} lines, ${alerts} different alerts, ${incidents} incidents ${reduction(alerts, incidents)} in ${seconds.toFixed(1)} s. Written to ${out}.`,
    ].join('\n');
  }
}

function describe({ name, lines, unusable, alerts, days, incidents, inIncidents }: Line): string {
  const perDay = days === 0 ? 0 : incidents / days;
  const broken = unusable > 0 ? `, ${unusable} unusable` : '';
  return `${name}: ${lines} lines${broken}, ${alerts} alerts on ${days} days -> ${incidents} incidents ${reduction(alerts, incidents)}, ${perDay.toFixed(1)} a day, with ${inIncidents} alerts in them`;
}

function reduction(alerts: number, incidents: number): string {
  return alerts === 0 ? '' : `(${(100 * (1 - incidents / alerts)).toFixed(2)} % fewer to look at)`;
}

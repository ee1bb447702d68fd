import { nameIn, segmentsOf } from '../../../shared/api/path';
import type { Route } from '../../../shared/api/route';
import type { Exchange } from '../../support/tls-front';

/** Operations that no client of Azure has, or none of those that are tried here. A new one has to be named here, or else be asked by a check. */
const NOT_OF_THE_CLIENTS: readonly RegExp[] = [
  /^(?:Health|Readiness|OpenApi|DeadLetters|IncidentTypes|RoleAssignments)_/,
  /^Alerts_(?:Count|Report|WhyNot)$/,
  /^Incidents_(?:Count|GetAlerts|GetBookmarks|GetEntities|GetTimeline|History|Undo|WhatIf)$/,
  /^AlertsSuppressionRules_DryRun$/,
  /^Automations_(?:Backfill|ListDeadLetters|Reconcile|ReplayDeadLetter)$/,
];

/** Names of the operations that clients of Azure have. */
export function operationsOfClients(routes: readonly Route[]): string[] {
  return routes.map(({ operation }) => operation).filter((operation) => !NOT_OF_THE_CLIENTS.some((pattern) => pattern.test(operation)));
}

/** Names of the operations that were asked and succeeded. */
export function succeeded(exchanges: readonly Exchange[], routes: readonly Route[]): Set<string> {
  const done = exchanges.filter(({ status }) => status < 300);
  return new Set(done.flatMap((exchange) => routeOf(exchange, routes)?.operation ?? []));
}

/** Of several that fit, the one with the most literal segments is meant, as in the API itself. */
function routeOf({ method, path }: Exchange, routes: readonly Route[]): Route | undefined {
  const fitting = routes.filter((route) => route.method === method && fits(route.path, path));
  return fitting.sort((a, b) => literals(b.path) - literals(a.path))[0];
}

function fits(template: string, path: string): boolean {
  const [wanted, given] = [segmentsOf(template), segmentsOf(path)];
  const fitting = (segment: string, index: number) =>
    nameIn(segment) !== undefined || segment.toLowerCase() === given[index]?.toLowerCase();
  return wanted.length === given.length && wanted.every(fitting);
}

function literals(template: string): number {
  return segmentsOf(template).filter((segment) => nameIn(segment) === undefined).length;
}

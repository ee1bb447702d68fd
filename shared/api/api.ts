import type { Hono } from 'hono';
import { Exporting } from '../export/exporting';
import { Places } from '../export/places';
import { SampleSender } from '../export/sample-sender';
import { IncidentActions } from '../incidents/incident-actions';
import type { Clock } from '../runtime/clock';
import type { Config } from '../runtime/config';
import type { Stores } from '../storage/stores';
import { configuredAssignments, tokenRules } from './auth/auth-settings';
import { authenticate } from './auth/authentication';
import { Authorization } from './auth/authorization';
import { CachedAssignments } from './auth/cached-assignments';
import { ReadinessCheck } from './health/readiness';
import { type Environment, httpApp } from './http-app';
import { RateLimit } from './rate-limit';
import { routes } from './routes';
import type { Services } from './services';

/** The API over the given stores. Throws an `Error` when the settings are not valid. */
export function createApi(settings: Config, stores: Stores, clock: Clock): Hono<Environment> {
  const rules = tokenRules(settings);
  const assignments = new CachedAssignments(stores.roleAssignments, () => stores.registry.all(), configuredAssignments(settings), clock);
  const rateLimit = new RateLimit(settings.REQUESTS_PER_SECOND, clock);
  const workspace = { resourceGroup: settings.WORKSPACE_RESOURCE_GROUP, name: settings.WORKSPACE_NAME };
  const services: Services = {
    places: { location: settings.HOME_LOCATION, workspace },
    clock,
    readiness: new ReadinessCheck(stores, rules.keys, clock),
    alerts: stores.alertQueries,
    alertStatus: stores.alertStatus,
    actions: new IncidentActions(stores.incidents, clock, stores.incidentTypes),
    activityLog: stores.activityLog,
    changed: (subscriptionId) => stores.registry.markChanged(subscriptionId),
    incidents: stores.incidentQueries,
    incidentTypes: stores.incidentTypes,
    membership: stores.membership,
    fusion: stores.fusion,
    attachments: stores.attachments,
    bookmarks: stores.bookmarks,
    comments: stores.comments,
    relations: stores.relations,
    repeats: stores.repeats,
    roleAssignments: stores.roleAssignments,
    accessChanged: () => assignments.forget(),
    deadLetters: stores.deadLetterQueries,
    deadLetterContents: stores.deadLetters,
    automations: stores.automations,
    samples: new SampleSender(settings),
    plans: stores.plans,
    suppressionRules: stores.suppressionRules,
    exporting: new Exporting(stores.exportSource, stores.exportLedger, new Places(settings, clock, stores), clock),
  };
  return httpApp({
    routes: routes(services),
    authenticate: (authorization) => authenticate(authorization, rules),
    authorization: new Authorization(assignments),
    admit: (caller) => rateLimit.admit(caller),
    workspace,
    activityLog: stores.activityLog,
    clock,
    publicBaseUrl: settings.PUBLIC_BASE_URL,
  });
}

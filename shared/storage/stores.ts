import type { FusionStore } from '../fusion/fusion-store';
import { systemClock } from '../runtime/clock';
import { type Config, config } from '../runtime/config';
import { ActivityLogRepository } from './activity-log-repository';
import { AlertQueries } from './alert-queries';
import { AlertRepository } from './alert-repository';
import { AlertStatusRepository } from './alert-status-repository';
import { AttachmentCounts } from './attachment-counts';
import { AutomationRepository } from './automation-repository';
import { BookmarkRepository } from './bookmark-repository';
import { CommentRepository } from './comment-repository';
import { openContainers } from './database';
import { DeadLetterQueries } from './dead-letter-queries';
import { DeadLetterRepository } from './dead-letter-repository';
import { ExportRegistry } from './export-registry';
import { ExportRepository } from './export-repository';
import { ExportSource } from './export-source';
import { FusionStateRepository } from './fusion-state-repository';
import { CosmosFusionStore } from './fusion-store';
import { IncidentMembership } from './incident-membership';
import { IncidentQueries } from './incident-queries';
import { IncidentRepository } from './incident-repository';
import { IncidentTypeRepository } from './incident-type-repository';
import { MirrorRepository } from './mirror-repository';
import { OutboxRepository } from './outbox-repository';
import { PlanRepository } from './plan-repository';
import { RelationRepository } from './relation-repository';
import { RepeatCounts } from './repeats';
import { RoleAssignmentRepository } from './role-assignment-repository';
import { SubscriptionRegistry } from './subscription-registry';
import { SuppressionRuleRepository } from './suppression-rule-repository';

const DAY_SECONDS = 24 * 60 * 60;

/** The repositories of this process. */
export interface Stores {
  alerts: AlertRepository;
  deadLetters: DeadLetterRepository;
  registry: SubscriptionRegistry;
  fusionState: FusionStateRepository;
  outbox: OutboxRepository;
  alertQueries: AlertQueries;
  alertStatus: AlertStatusRepository;
  deadLetterQueries: DeadLetterQueries;
  incidentQueries: IncidentQueries;
  attachments: AttachmentCounts;
  bookmarks: BookmarkRepository;
  comments: CommentRepository;
  relations: RelationRepository;
  repeats: RepeatCounts;
  roleAssignments: RoleAssignmentRepository;
  incidents: IncidentRepository;
  incidentTypes: IncidentTypeRepository;
  membership: IncidentMembership;
  mirrors: MirrorRepository;
  activityLog: ActivityLogRepository;
  automations: AutomationRepository;
  plans: PlanRepository;
  suppressionRules: SuppressionRuleRepository;
  exportRegistry: ExportRegistry;
  exportLedger: ExportRepository;
  exportSource: ExportSource;
  /** Of one subscription. */
  fusion(subscriptionId: string): FusionStore;
}

let current: Stores | undefined;

/** Opens the repositories once, by the app settings. Throws when those are not valid. */
export function stores(): Stores {
  current ??= openStores(config());
  return current;
}

/** The repositories of the database that the settings name. */
export function openStores(settings: Config): Stores {
  const containers = openContainers(settings);
  const exportRegistry = new ExportRegistry(containers.exports);
  const incidentTtl = settings.INCIDENT_RETENTION_DAYS * DAY_SECONDS;
  const membership = new IncidentMembership(containers);
  return {
    alerts: new AlertRepository(containers.alerts, { retentionDays: settings.ALERT_RETENTION_DAYS }),
    deadLetters: new DeadLetterRepository(containers.deadLetters, { retentionDays: settings.DEAD_LETTER_RETENTION_DAYS }),
    registry: new SubscriptionRegistry(containers.state),
    fusionState: new FusionStateRepository(containers.state),
    outbox: new OutboxRepository(containers.incidents),
    alertStatus: new AlertStatusRepository(containers.alerts),
    alertQueries: new AlertQueries(containers.alerts, membership),
    deadLetterQueries: new DeadLetterQueries(containers.deadLetters),
    incidentQueries: new IncidentQueries(containers.incidents),
    incidents: new IncidentRepository(containers, {
      retentionDays: settings.INCIDENT_RETENTION_DAYS,
      reopenWindowHours: settings.REOPEN_WINDOW_HOURS,
    }),
    mirrors: new MirrorRepository(containers.incidents, incidentTtl),
    incidentTypes: new IncidentTypeRepository(containers.state),
    membership,
    activityLog: new ActivityLogRepository(containers.activityLog),
    attachments: new AttachmentCounts(containers.incidents),
    bookmarks: new BookmarkRepository(containers.incidents, incidentTtl),
    comments: new CommentRepository(containers.incidents, incidentTtl),
    relations: new RelationRepository(containers.incidents, incidentTtl),
    repeats: new RepeatCounts(containers.activities),
    roleAssignments: new RoleAssignmentRepository(containers.state),
    automations: new AutomationRepository(containers.exports, exportRegistry),
    plans: new PlanRepository(containers.state),
    suppressionRules: new SuppressionRuleRepository(containers.state),
    exportRegistry,
    exportLedger: new ExportRepository(containers.exports, { retentionDays: settings.INCIDENT_RETENTION_DAYS }),
    exportSource: new ExportSource(containers),
    fusion: (subscriptionId) => new CosmosFusionStore(subscriptionId, containers, incidentTtl, systemClock),
  };
}

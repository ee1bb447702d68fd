import type { Exporting } from '../export/exporting';
import type { SampleSender } from '../export/sample-sender';
import type { FusionStore } from '../fusion/fusion-store';
import type { IncidentActions } from '../incidents/incident-actions';
import type { Clock } from '../runtime/clock';
import type { ActivityLogRepository } from '../storage/activity-log-repository';
import type { AlertQueries } from '../storage/alert-queries';
import type { AlertStatusRepository } from '../storage/alert-status-repository';
import type { AttachmentCounts } from '../storage/attachment-counts';
import type { AutomationRepository } from '../storage/automation-repository';
import type { BookmarkRepository } from '../storage/bookmark-repository';
import type { CommentRepository } from '../storage/comment-repository';
import type { DeadLetterQueries } from '../storage/dead-letter-queries';
import type { DeadLetterRepository } from '../storage/dead-letter-repository';
import type { IncidentMembership } from '../storage/incident-membership';
import type { IncidentQueries } from '../storage/incident-queries';
import type { IncidentTypeRepository } from '../storage/incident-type-repository';
import type { PlanRepository } from '../storage/plan-repository';
import type { RelationRepository } from '../storage/relation-repository';
import type { RepeatCounts } from '../storage/repeats';
import type { RoleAssignmentRepository } from '../storage/role-assignment-repository';
import type { SuppressionRuleRepository } from '../storage/suppression-rule-repository';
import type { ReadinessCheck } from './health/readiness';
import type { Places } from './places';

/** What the routes work with. */
export interface Services {
  places: Places;
  clock: Clock;
  readiness: ReadinessCheck;
  alerts: AlertQueries;
  alertStatus: AlertStatusRepository;
  /** People's actions on incidents. */
  actions: IncidentActions;
  activityLog: ActivityLogRepository;
  /** To be called after a change of incidents, so that it is announced. */
  changed(subscriptionId: string): Promise<void>;
  incidents: IncidentQueries;
  incidentTypes: IncidentTypeRepository;
  membership: IncidentMembership;
  /** What fusion knows of a subscription; the API only reads it. */
  fusion(subscriptionId: string): FusionStore;
  /** What people have written at incidents. */
  attachments: AttachmentCounts;
  bookmarks: BookmarkRepository;
  comments: CommentRepository;
  relations: RelationRepository;
  repeats: RepeatCounts;
  roleAssignments: RoleAssignmentRepository;
  /** To be called after a change of role assignments. */
  accessChanged(): void;
  deadLetters: DeadLetterQueries;
  automations: AutomationRepository;
  samples: Pick<SampleSender, 'send'>;
  plans: PlanRepository;
  suppressionRules: SuppressionRuleRepository;
  exporting: Exporting;
  deadLetterContents: Pick<DeadLetterRepository, 'get'>;
}

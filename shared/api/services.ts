import type { Exporting } from '../export/exporting';
import type { Clock } from '../runtime/clock';
import type { AlertQueries } from '../storage/alert-queries';
import type { AutomationRepository } from '../storage/automation-repository';
import type { DeadLetterQueries } from '../storage/dead-letter-queries';
import type { DeadLetterRepository } from '../storage/dead-letter-repository';
import type { IncidentQueries } from '../storage/incident-queries';
import type { RoleAssignmentRepository } from '../storage/role-assignment-repository';
import type { Places } from './places';

/** What the routes work with. */
export interface Services {
  places: Places;
  clock: Clock;
  alerts: AlertQueries;
  incidents: IncidentQueries;
  roleAssignments: RoleAssignmentRepository;
  /** To be called after a change of role assignments. */
  accessChanged(): void;
  deadLetters: DeadLetterQueries;
  automations: AutomationRepository;
  exporting: Exporting;
  deadLetterContents: Pick<DeadLetterRepository, 'get'>;
}

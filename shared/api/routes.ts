import { activityRoutes } from './activity/activity-routes';
import { alertRoutes } from './alerts/alert-routes';
import { alertStatusRoutes } from './alerts/alert-status-routes';
import { deadLetterRoutes } from './alerts/dead-letter-routes';
import { simulateRoutes } from './alerts/simulate-routes';
import { whyNotRoutes } from './alerts/why-not-routes';
import { countRoutes } from './counts/count-routes';
import { graphRoutes } from './graph/graph-routes';
import { healthRoutes } from './health/health-routes';
import { bookmarkRoutes } from './incidents/bookmark-routes';
import { commentRoutes } from './incidents/comment-routes';
import { entityRoutes } from './incidents/entity-routes';
import { incidentRoutes } from './incidents/incident-routes';
import { incidentWriteRoutes } from './incidents/incident-write-routes';
import { relationRoutes } from './incidents/relation-routes';
import { whatIfRoutes } from './incidents/what-if-routes';
import { openApiRoutes } from './openapi/openapi-routes';
import type { Route } from './route';
import type { Services } from './services';
import { automationRoutes } from './settings/automation-routes';
import { exportRoutes } from './settings/export-routes';
import { incidentTypeRoutes } from './settings/incident-type-routes';
import { pricingRoutes } from './settings/pricing-routes';
import { roleAssignmentRoutes } from './settings/role-assignment-routes';
import { suppressionRoutes } from './settings/suppression-routes';

/** Every operation of the API. */
export function routes(services: Services): Route[] {
  const described = [
    ...healthRoutes(services),
    ...alertRoutes(services),
    ...alertStatusRoutes(services),
    ...whyNotRoutes(services),
    ...simulateRoutes(services),
    ...countRoutes(services),
    ...deadLetterRoutes(services),
    ...incidentRoutes(services),
    ...incidentWriteRoutes(services),
    ...commentRoutes(services),
    ...entityRoutes(services),
    ...bookmarkRoutes(services),
    ...relationRoutes(services),
    ...whatIfRoutes(services),
    ...graphRoutes(services),
    ...roleAssignmentRoutes(services),
    ...automationRoutes(services),
    ...pricingRoutes(services),
    ...suppressionRoutes(services),
    ...incidentTypeRoutes(services),
    ...exportRoutes(services),
    ...activityRoutes(services),
  ];
  return [...described, ...openApiRoutes(described)];
}

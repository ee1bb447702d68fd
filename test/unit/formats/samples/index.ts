import { defenderExport, defenderResource, suricataAlert } from '../../../support/sample-alerts';
import { aminerAnomaly, shortAminerAnomaly } from './aminer';
import { cefMessage, commonSecurityLogRow } from './cef';
import { ecsSuricataAlert, kibanaAlert, signalHit } from './elastic';
import { falcoAlert } from './falco';
import { genericAlert } from './generic';
import { graphAlert } from './graph';
import { guardDutyEvent, guardDutyFinding } from './guardduty';
import { oldSecurityAlertRow, securityAlertRow } from './log-analytics';
import { detectionFinding, securityFinding } from './ocsf';
import { sccNotification } from './scc';
import { securityHubFinding } from './security-hub';
import { sentinelAlert } from './sentinel';
import { shortWazuhAlert, wazuhAlert, wazuhSuricataAlert, wazuhWindowsAlert } from './wazuh';

/** Events of every format, by its name. */
export const SAMPLES: Record<string, readonly Record<string, unknown>[]> = {
  defender: [defenderExport(), defenderResource(), defenderResource().properties as Record<string, unknown>],
  'log-analytics': [securityAlertRow(), oldSecurityAlertRow()],
  sentinel: [sentinelAlert()],
  graph: [graphAlert(), graphAlert({ '@odata.type': undefined }), graphAlert({ '@odata.type': undefined, detectionSource: undefined })],
  ocsf: [detectionFinding(), securityFinding()],
  cef: [cefMessage(), commonSecurityLogRow()],
  elastic: [kibanaAlert(), ecsSuricataAlert(), signalHit()],
  guardduty: [guardDutyFinding(), guardDutyEvent()],
  'security-hub': [securityHubFinding()],
  'google-scc': [sccNotification(), sccNotification().finding as Record<string, unknown>],
  falco: [falcoAlert()],
  generic: [genericAlert()],
  suricata: [suricataAlert()],
  wazuh: [wazuhAlert(), shortWazuhAlert('IDS event.'), wazuhSuricataAlert(), wazuhWindowsAlert()],
  aminer: [aminerAnomaly(), shortAminerAnomaly()],
};

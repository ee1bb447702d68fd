import { defenderExport, defenderResource, suricataAlert } from '../../../support/sample-alerts';
import { aminerAnomaly, shortAminerAnomaly } from './aminer';
import { oldSecurityAlertRow, securityAlertRow } from './log-analytics';
import { sentinelAlert } from './sentinel';
import { shortWazuhAlert, wazuhAlert, wazuhSuricataAlert, wazuhWindowsAlert } from './wazuh';

/** Events of every format, by its name. */
export const SAMPLES: Record<string, readonly Record<string, unknown>[]> = {
  defender: [defenderExport(), defenderResource(), defenderResource().properties as Record<string, unknown>],
  'log-analytics': [securityAlertRow(), oldSecurityAlertRow()],
  sentinel: [sentinelAlert()],
  suricata: [suricataAlert()],
  wazuh: [wazuhAlert(), shortWazuhAlert('IDS event.'), wazuhSuricataAlert(), wazuhWindowsAlert()],
  aminer: [aminerAnomaly(), shortAminerAnomaly()],
};

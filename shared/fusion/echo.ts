/**
 * Analytics which only remark that another analytic fired ("First time this IDS alert is generated"): they fire with every kind of alert, so that their
 * rarity on one machine says nothing which the alert itself does not say. Wazuh's rules 20100 to 20162 on alerts of an intrusion detection system; by
 * description where an alert comes without its rule's number. Source: Wazuh's ruleset (see NOTICE).
 */
const ECHO = /^wazuh:(?:20(?:1[0-5]\d|16[0-2])$|ids event\.|first time this ids alert|multiple ids (?:alerts|events))/;

/** Whether alerts of this type only repeat what another alert says. */
export function isEcho(alertType: string): boolean {
  return ECHO.test(alertType);
}

const GUARDDUTY_ARN = /^arn:aws[\w-]*:guardduty:[^:]*:[^:]*:detector\/[^/]+\/finding\/([0-9a-f]{32})$/;

/** The id under which GuardDuty itself sends a finding, where another service names it by its ARN: so the same finding on two ways is one alert. */
export function findingId(id: string): string {
  return GUARDDUTY_ARN.exec(id)?.[1] ?? id;
}

import type { ClassificationReason, IncidentClassification } from '../model/incident';

/** Which reasons a verdict can have. Source: Microsoft Learn, Microsoft Sentinel, closing an incident (see NOTICE). */
const REASONS: Record<IncidentClassification, readonly ClassificationReason[]> = {
  Undetermined: [],
  TruePositive: ['SuspiciousActivity'],
  BenignPositive: ['SuspiciousButExpected'],
  FalsePositive: ['IncorrectAlertLogic', 'InaccurateData'],
};

export function fits(classification: IncidentClassification, reason: ClassificationReason): boolean {
  return REASONS[classification].includes(reason);
}

export function reasonsFor(classification: IncidentClassification): readonly ClassificationReason[] {
  return REASONS[classification];
}

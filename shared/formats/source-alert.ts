import type { SourceAlert } from '../model/alert';

/** What every alert must tell by itself. */
type Told = Pick<SourceAlert, 'id' | 'format' | 'vendor' | 'product' | 'alertType' | 'displayName' | 'startTime' | 'raw'>;

/** A whole alert of what a source tells; what it does not tell is empty. The end, unless told, is the start; it is never before it. */
export function sourceAlert(told: Told & Partial<SourceAlert>): SourceAlert {
  const endTime = Math.max(told.startTime, told.endTime ?? told.startTime);
  const generatedTime = told.generatedTime ?? endTime;
  return {
    component: '',
    description: '',
    vendorSeverity: '',
    vendorTactics: [],
    vendorTechniques: [],
    category: '',
    action: 'unknown',
    status: 'Active',
    entities: [],
    compromisedEntity: '',
    resourceIds: [],
    isIncident: false,
    correlationKey: '',
    alertUri: '',
    remediationSteps: [],
    extendedLinks: [],
    extendedProperties: {},
    ...told,
    endTime,
    generatedTime,
    revisedTime: told.revisedTime ?? generatedTime,
  };
}

/** The texts that are not blank, by the names under which they are shown. */
export function shownProperties(texts: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).filter(([, text]) => text.trim() !== ''));
}

import { SUBSCRIPTION } from '../../../support/sample-alerts';

type Event = Record<string, unknown>;

/** A row of the table SecurityAlert as a query gives it. */
export function securityAlertRow(changes: Event = {}): Event {
  return structuredClone({
    TenantId: 'a1b2c3d4-0000-1111-2222-333344445555',
    TimeGenerated: '2026-03-02T10:02:00Z',
    DisplayName: 'Sign-ins from two distant places',
    AlertName: 'Sign-ins from two distant places',
    AlertSeverity: 'Medium',
    Description: 'Somebody signed in from two places between which nobody travels that fast.',
    ProviderName: 'IPC',
    VendorName: 'Microsoft',
    SystemAlertId: '5c1f7b02-9d7b-4d8e-8a43-0a4b2a3c5d6e',
    AlertType: 'ImpossibleTravel',
    StartTime: '2026-03-02T09:50:00Z',
    EndTime: '2026-03-02T09:58:00Z',
    ProcessingEndTime: '2026-03-02T10:01:59Z',
    RemediationSteps: '["Ask the user.","Reset the password."]',
    ExtendedProperties: '{"Client IP":"203.0.113.77","Request Count":2}',
    Entities: JSON.stringify([
      { $id: '1', Name: 'dana', UPNSuffix: 'example.com', AadUserId: '99998888-7777-6666-5555-444433332222', Type: 'account' },
      { $id: '2', Address: '203.0.113.77', Type: 'ip' },
      { $id: '3', Name: 'x.bin', Host: { $id: '4', HostName: 'LAPTOP-7', Type: 'host' }, Type: 'file' },
    ]),
    ExtendedLinks: '[{"Href":"https://example.com/a"}]',
    ProductName: 'Azure Active Directory Identity Protection',
    Status: 'New',
    Tactics: 'InitialAccess, CredentialAccess',
    Techniques: '["T1078"]',
    SubTechniques: '["T1078.004"]',
    AlertLink: 'https://example.com/alert',
    WorkspaceSubscriptionId: SUBSCRIPTION,
    Type: 'SecurityAlert',
    ...changes,
  });
}

/** A row of an earlier version of the table, with fewer columns under other names. */
export function oldSecurityAlertRow(): Event {
  return {
    SystemAlertId: '047f47d6-79b7-4502-824b-97abc4905a73',
    ProviderName: 'CustomAlertRule',
    VendorName: 'Alert Rule',
    AlertType: 'Too many failed logons',
    AlertName: 'Too many failed logons',
    AlertDisplayName: 'Too many failed logons',
    Severity: 'Low',
    StartTimeUtc: '2026-03-01 06:31:40',
    EndTimeUtc: '2026-03-02 06:31:40',
    TimeGenerated: '2026-03-02 06:41:44',
    ExtendedProperties: '',
    Entities: '',
    WorkspaceSubscriptionId: SUBSCRIPTION,
  };
}

/** The same table as CSV from the portal. */
export const SECURITY_ALERT_CSV = [
  '\ufeff"TimeGenerated [UTC]",AlertName,AlertSeverity,SystemAlertId,AlertType,"StartTime [UTC]","EndTime [UTC]",Entities,Tactics',
  '"3/2/2026, 10:02:00.000 AM","Odd, ""quoted"" name",High,s-1,T1,"3/2/2026, 12:50:00.500 AM","3/2/2026, 9:58:00.000 PM","[',
  '  {""$id"":""1"",""Address"":""203.0.113.77"",""Type"":""ip""}',
  ']",Execution',
  '"3/2/2026, 10:03:00.000 AM",Second,Low,s-2,T2,"3/2/2026, 1:00:00.000 PM","3/2/2026, 1:00:01.000 PM",,',
].join('\r\n');

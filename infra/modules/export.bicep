// Where exported alerts and incidents go in the workspace: two tables, and the endpoint and rule by which the app writes them.

param token string
param location string
param tags object
param workspaceName string
param principalId string

@description('How long exported records are kept, in days')
param retentionDays int = 90

// The columns of a row as the app sends it; those that hold JSON become dynamic on the way in.
var columns = loadJsonContent('export-columns.json')
var dynamicColumns = ['AlertIds', 'RelatedAnalyticRuleIds', 'AdditionalData']
var incidentColumns = [
  for column in columns.incidents: {
    name: column.name
    type: contains(dynamicColumns, column.name) ? 'dynamic' : column.type
  }
]
var dynamicIncidents = 'source | extend AlertIds = todynamic(AlertIds), RelatedAnalyticRuleIds = todynamic(RelatedAnalyticRuleIds), AdditionalData = todynamic(AdditionalData)'
var metricsPublisher = '3913510d-42f4-4e42-8a64-420c390055eb'

resource workspace 'Microsoft.OperationalInsights/workspaces@2023-09-01' existing = {
  name: workspaceName
}

resource alertTable 'Microsoft.OperationalInsights/workspaces/tables@2022-10-01' = {
  parent: workspace
  name: 'SinterAlert_CL'
  properties: {
    totalRetentionInDays: retentionDays
    schema: {
      name: 'SinterAlert_CL'
      columns: columns.alerts
    }
  }
}

resource incidentTable 'Microsoft.OperationalInsights/workspaces/tables@2022-10-01' = {
  parent: workspace
  name: 'SinterIncident_CL'
  properties: {
    totalRetentionInDays: retentionDays
    schema: {
      name: 'SinterIncident_CL'
      columns: incidentColumns
    }
  }
}

resource endpoint 'Microsoft.Insights/dataCollectionEndpoints@2023-03-11' = {
  name: 'dce-sinter-${token}'
  location: location
  tags: tags
  properties: {
    networkAcls: { publicNetworkAccess: 'Enabled' }
  }
}

resource rule 'Microsoft.Insights/dataCollectionRules@2023-03-11' = {
  name: 'dcr-sinter-${token}'
  location: location
  tags: tags
  properties: {
    dataCollectionEndpointId: endpoint.id
    streamDeclarations: {
      'Custom-SinterAlert_CL': { columns: columns.alerts }
      'Custom-SinterIncident_CL': { columns: columns.incidents }
    }
    destinations: {
      logAnalytics: [{ name: 'workspace', workspaceResourceId: workspace.id }]
    }
    dataFlows: [
      {
        streams: ['Custom-SinterAlert_CL']
        destinations: ['workspace']
        transformKql: 'source'
        outputStream: 'Custom-SinterAlert_CL'
      }
      {
        streams: ['Custom-SinterIncident_CL']
        destinations: ['workspace']
        transformKql: dynamicIncidents
        outputStream: 'Custom-SinterIncident_CL'
      }
    ]
  }
  dependsOn: [alertTable, incidentTable]
}

resource writesRows 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(rule.id, principalId, metricsPublisher)
  scope: rule
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', metricsPublisher)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

@description('The value of the app setting EXPORT_WORKSPACES')
output workspaces string = string([
  { workspaceResourceId: workspace.id, endpoint: endpoint.properties.logsIngestion.endpoint, ruleId: rule.properties.immutableId }
])

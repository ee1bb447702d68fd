// The app: Flex Consumption on Linux, with its settings.

param token string
param location string
param tags object
param identityId string
param identityClientId string
param storageAccountName string
param packageContainerUrl string
param eventHubsHost string
param cosmosEndpoint string
param cosmosDatabase string
param insightsConnectionString string
param workspaceName string

@description('Workspaces to which automations may export, as JSON')
param exportWorkspaces string

param apiClientId string
param apiOwnerId string
param maximumInstances int
param furtherSettings object

@description('Memory of an instance, in MB')
@allowed([512, 2048, 4096])
param instanceMemory int = 2048

@description('Version of Node.js')
@allowed(['22', '24'])
param nodeVersion string = '22'

var tenantId = tenant().tenantId
var login = environment().authentication.loginEndpoint

// Each service by its address and the app's identity, none by a key.
var settings = {
  AzureWebJobsStorage__accountName: storageAccountName
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identityClientId
  EVENT_HUBS__fullyQualifiedNamespace: eventHubsHost
  EVENT_HUBS__credential: 'managedidentity'
  EVENT_HUBS__clientId: identityClientId
  COSMOS_ENDPOINT: cosmosEndpoint
  COSMOS_DATABASE: cosmosDatabase
  AZURE_CLIENT_ID: identityClientId
  APPLICATIONINSIGHTS_CONNECTION_STRING: insightsConnectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
  FUSION_SCHEDULE: '0 * * * * *'
  EXPORT_SCHEDULE: '30 * * * * *'
  EXPORT_WORKSPACES: exportWorkspaces
  HOME_LOCATION: location
  WORKSPACE_RESOURCE_GROUP: resourceGroup().name
  WORKSPACE_NAME: workspaceName
  AUTH_ISSUER: '${login}${tenantId}/v2.0,https://sts.windows.net/${tenantId}/'
  AUTH_AUDIENCE: empty(apiClientId) ? '' : '${apiClientId},api://${apiClientId}'
  AUTH_JWKS_URI: '${login}${tenantId}/discovery/v2.0/keys'
  AUTH_TENANTS: tenantId
  AUTH_ASSIGNMENTS: empty(apiOwnerId) ? '' : string([{ principalId: apiOwnerId, role: 'Owner', scope: '/' }])
  PUBLIC_BASE_URL: 'https://${app.properties.defaultHostName}'
}

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: 'plan-sinter-${token}'
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2024-04-01' = {
  name: 'func-sinter-${token}'
  location: location
  // The tag by which azd finds the app that it deploys to.
  tags: union(tags, { 'azd-service-name': 'sinter' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    siteConfig: { minTlsVersion: '1.2' }
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: packageContainerUrl
          authentication: { type: 'UserAssignedIdentity', userAssignedIdentityResourceId: identityId }
        }
      }
      runtime: { name: 'node', version: nodeVersion }
      scaleAndConcurrency: { instanceMemoryMB: instanceMemory, maximumInstanceCount: maximumInstances }
    }
  }
}

resource appSettings 'Microsoft.Web/sites/config@2024-04-01' = {
  parent: app
  name: 'appsettings'
  properties: union(settings, furtherSettings)
}

output name string = app.name
output url string = 'https://${app.properties.defaultHostName}'

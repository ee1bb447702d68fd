// Everything that Sinter needs in Azure, in a resource group of its own. No part of it knows a key: the app reaches all of them as its managed identity.
//
//   azd up
// or
//   az deployment sub create --location <region> --template-file infra/main.bicep --parameters environmentName=<name> location=<region>

targetScope = 'subscription'

@description('Name of this environment: part of the name of the resource group, and what makes the names of the resources unique')
@minLength(1)
@maxLength(32)
param environmentName string

@description('Azure region of all resources; one that offers Flex Consumption')
@minLength(1)
param location string

@description('Name of the resource group')
param resourceGroupName string = 'rg-${environmentName}'

@description('Application (client) id of the app registration for which clients ask tokens of the API. Without one the API accepts no token.')
param apiClientId string = ''

@description('Object id of the user, group or application that owns the API at first, and gives roles to others through it')
param apiOwnerId string = ''

@description('How Cosmos DB is paid: by request (a single physical partition takes at most 5,000 RU/s), or by a throughput that scales itself')
@allowed(['serverless', 'autoscale'])
param cosmosCapacity string = 'serverless'

@description('With autoscale: the most that all containers together may use, in RU/s')
@minValue(1000)
param cosmosMaxThroughput int = 10000

@description('Partitions of each event hub. At most so many instances of the app read alerts at once; the number cannot be lowered later.')
@minValue(1)
@maxValue(32)
param eventHubPartitions int = 8

@description('Most instances that the app scales out to')
@minValue(40)
@maxValue(1000)
param maximumInstances int = 40

@description('Whether Microsoft Sentinel is added to the workspace, so that automations can keep incidents there; it is charged for')
param sentinel bool = false

@description('Further app settings, by name: the README lists them')
param appSettings object = {}

var tags = { 'azd-env-name': environmentName }
var token = toLower(uniqueString(subscription().id, resourceGroupName, environmentName, location))

resource group 'Microsoft.Resources/resourceGroups@2024-03-01' = {
  name: resourceGroupName
  location: location
  tags: tags
}

module identity 'modules/identity.bicep' = {
  name: 'identity'
  scope: group
  params: {
    name: 'id-sinter-${token}'
    location: location
    tags: tags
  }
}

module monitoring 'modules/monitoring.bicep' = {
  name: 'monitoring'
  scope: group
  params: {
    token: token
    location: location
    tags: tags
    principalId: identity.outputs.principalId
  }
}

module storage 'modules/storage.bicep' = {
  name: 'storage'
  scope: group
  params: {
    name: 'stsinter${token}'
    location: location
    tags: tags
    principalId: identity.outputs.principalId
  }
}

module eventHubs 'modules/event-hubs.bicep' = {
  name: 'event-hubs'
  scope: group
  params: {
    name: 'evhns-sinter-${token}'
    location: location
    tags: tags
    partitions: eventHubPartitions
    principalId: identity.outputs.principalId
  }
}

module cosmosDb 'modules/cosmos-db.bicep' = {
  name: 'cosmos-db'
  scope: group
  params: {
    name: 'cosmos-sinter-${token}'
    location: location
    tags: tags
    capacity: cosmosCapacity
    maxThroughput: cosmosMaxThroughput
    principalId: identity.outputs.principalId
  }
}

module exporting 'modules/export.bicep' = {
  name: 'export'
  scope: group
  params: {
    token: token
    location: location
    tags: tags
    workspaceName: monitoring.outputs.workspaceName
    principalId: identity.outputs.principalId
  }
}

module sentinelIncidents 'modules/sentinel.bicep' = if (sentinel) {
  name: 'sentinel'
  scope: group
  params: {
    workspaceName: monitoring.outputs.workspaceName
    principalId: identity.outputs.principalId
  }
}

module functionApp 'modules/function-app.bicep' = {
  name: 'function-app'
  scope: group
  params: {
    token: token
    location: location
    tags: tags
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    storageAccountName: storage.outputs.name
    packageContainerUrl: storage.outputs.packageContainerUrl
    eventHubsHost: eventHubs.outputs.host
    cosmosEndpoint: cosmosDb.outputs.endpoint
    cosmosDatabase: cosmosDb.outputs.databaseName
    insightsConnectionString: monitoring.outputs.insightsConnectionString
    workspaceName: monitoring.outputs.workspaceName
    exportWorkspaces: exporting.outputs.workspaces
    apiClientId: apiClientId
    apiOwnerId: apiOwnerId
    maximumInstances: maximumInstances
    furtherSettings: appSettings
  }
}

output SINTER_URL string = functionApp.outputs.url
output SINTER_APP_NAME string = functionApp.outputs.name
output SINTER_RESOURCE_GROUP string = group.name
output SINTER_EVENT_HUBS_HOST string = eventHubs.outputs.host

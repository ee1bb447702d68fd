// The hub which alerts come in by, and the one which incidents go out by.

param name string
param location string
param tags object
param principalId string

@description('Partitions of each hub')
param partitions int

@description('Throughput units that the namespace may grow to by itself; one takes in 1 MB or 1,000 events a second')
param maximumThroughputUnits int = 10

@description('How long an event waits for a reader, in hours; 168 is the most that the tier allows, and what an app that stands still may miss at most')
param retentionHours int = 168

var hubs = ['alerts', 'incidents']

var roles = {
  dataReceiver: 'a638d3c7-ab3a-418d-83e6-5f17a39d4fde'
  dataSender: '2b629674-e913-4c01-ae53-ef4638d8f975'
}

// Standard, since Basic takes no event beyond 256 KB and keeps none longer than a day.
resource namespace 'Microsoft.EventHub/namespaces@2024-01-01' = {
  name: name
  location: location
  tags: tags
  sku: { name: 'Standard', tier: 'Standard', capacity: 1 }
  properties: {
    disableLocalAuth: true
    isAutoInflateEnabled: true
    maximumThroughputUnits: maximumThroughputUnits
    minimumTlsVersion: '1.2'
  }
}

resource hub 'Microsoft.EventHub/namespaces/eventhubs@2024-01-01' = [
  for hubName in hubs: {
    parent: namespace
    name: hubName
    properties: {
      partitionCount: partitions
      retentionDescription: { cleanupPolicy: 'Delete', retentionTimeInHours: retentionHours }
    }
  }
]

resource access 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in items(roles): {
    name: guid(namespace.id, principalId, role.value)
    scope: namespace
    properties: {
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role.value)
      principalId: principalId
      principalType: 'ServicePrincipal'
    }
  }
]

// Without the port: this is a host, not an address.
output host string = replace(replace(namespace.properties.serviceBusEndpoint, 'https://', ''), ':443/', '')

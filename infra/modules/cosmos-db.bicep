// The store: a Cosmos DB for NoSQL account with one database. What containers.json says of the containers is what the code relies on; a test compares the two.

param name string
param location string
param tags object
param principalId string

@allowed(['serverless', 'autoscale'])
param capacity string

@description('With autoscale: the most that all containers together may use, in RU/s')
param maxThroughput int

var databaseName = 'sinter'
var containers = loadJsonContent('containers.json')
var serverless = capacity == 'serverless'

// Cosmos DB Built-in Data Contributor: documents, but neither containers nor keys.
var dataContributor = '00000000-0000-0000-0000-000000000002'

resource account 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' = {
  name: name
  location: location
  tags: tags
  kind: 'GlobalDocumentDB'
  properties: {
    databaseAccountOfferType: 'Standard'
    capabilities: serverless ? [{ name: 'EnableServerless' }] : []
    consistencyPolicy: { defaultConsistencyLevel: 'Session' }
    locations: [{ locationName: location, failoverPriority: 0 }]
    disableLocalAuth: true
    minimalTlsVersion: 'Tls12'
    backupPolicy: { type: 'Continuous', continuousModeProperties: { tier: 'Continuous7Days' } }
  }
}

resource database 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases@2024-11-15' = {
  parent: account
  name: databaseName
  properties: {
    resource: { id: databaseName }
    options: serverless ? {} : { autoscaleSettings: { maxThroughput: maxThroughput } }
  }
}

// One after the other: an account takes few changes at a time.
@batchSize(1)
resource container 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers@2024-11-15' = [
  for definition in containers: {
    parent: database
    name: definition.id
    properties: {
      resource: {
        id: definition.id
        partitionKey: { paths: definition.partitionKey.paths, kind: 'Hash', version: 2 }
        defaultTtl: definition.defaultTtl
        indexingPolicy: definition.indexingPolicy
      }
    }
  }
]

resource access 'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments@2024-11-15' = {
  parent: account
  name: guid(account.id, principalId, dataContributor)
  properties: {
    roleDefinitionId: '${account.id}/sqlRoleDefinitions/${dataContributor}'
    principalId: principalId
    scope: account.id
  }
}

output endpoint string = account.properties.documentEndpoint
output databaseName string = database.name

import type { Container, OperationInput } from '@azure/cosmos';
import type { ActionSecrets, Automation } from '../settings/automation';
import { withoutSystemProperties, written } from './documents';
import type { ExportRegistry } from './export-registry';
import { inOneTransaction } from './transaction';

type AutomationDocument = Automation & { id: string; kind: 'automation' };

/** Kept apart from the automation, so that no list and no answer can show them. */
interface SecretsDocument {
  id: string;
  subscriptionId: string;
  kind: 'automationSecrets';
  /** By the place of their action. */
  secrets: Record<string, ActionSecrets>;
}

/** Of an automation that is read: to be handed back with a change. */
export type StoredAutomation = Automation & { etag: string };

/** Settings of continuous export, each in the partition of its subscription. */
export class AutomationRepository {
  constructor(
    private readonly container: Container,
    private readonly registry: Pick<ExportRegistry, 'add'>,
  ) {}

  /** In the order of their names. */
  async of(subscriptionId: string, resourceGroup?: string): Promise<StoredAutomation[]> {
    const query = {
      query: "SELECT * FROM c WHERE c.subscriptionId = @subscriptionId AND c.kind = 'automation'",
      parameters: [{ name: '@subscriptionId', value: subscriptionId }],
    };
    const { resources } = await this.container.items
      .query<AutomationDocument & { _etag: string }>(query, { partitionKey: subscriptionId })
      .fetchAll();
    const wanted = resourceGroup?.toLowerCase();
    return resources
      .map(fromDocument)
      .filter((automation) => wanted === undefined || automation.resourceGroup === wanted)
      .sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1));
  }

  async get(subscriptionId: string, resourceGroup: string, name: string): Promise<StoredAutomation | undefined> {
    const id = idOf({ resourceGroup, name });
    const { resource } = await this.container.item(id, subscriptionId).read<AutomationDocument & { _etag: string }>();
    return resource && fromDocument(resource);
  }

  async secrets({ subscriptionId, resourceGroup, name }: Automation): Promise<Record<string, ActionSecrets>> {
    const { resource } = await this.container.item(secretsIdOf({ resourceGroup, name }), subscriptionId).read<SecretsDocument>();
    return resource?.secrets ?? {};
  }

  /** Together with the secrets. `etag`: of what it replaces, undefined when it is new. `overtaken`: that is not so any more. */
  async put(automation: Automation, secrets: Record<string, ActionSecrets>, etag: string | undefined): Promise<'done' | 'overtaken'> {
    const { subscriptionId } = automation;
    // First: a subscription that is looked at in vain does no harm.
    await this.registry.add(subscriptionId);
    const document: AutomationDocument = { ...automation, id: idOf(automation), kind: 'automation' };
    const secret: SecretsDocument = { id: secretsIdOf(automation), subscriptionId, kind: 'automationSecrets', secrets };
    return inOneTransaction(this.container, subscriptionId, [
      written(document, etag),
      { operationType: 'Upsert', resourceBody: secret as never },
    ] satisfies OperationInput[]);
  }

  /** False when there was none. */
  async delete(subscriptionId: string, resourceGroup: string, name: string): Promise<boolean> {
    const operations = [idOf({ resourceGroup, name }), secretsIdOf({ resourceGroup, name })].map(
      (id): OperationInput => ({ operationType: 'Delete', id }),
    );
    return (await inOneTransaction(this.container, subscriptionId, operations)) === 'done';
  }
}

function idOf({ resourceGroup, name }: Pick<Automation, 'resourceGroup' | 'name'>): string {
  return `automation|${resourceGroup.toLowerCase()}|${name.toLowerCase()}`;
}

function secretsIdOf(of: Pick<Automation, 'resourceGroup' | 'name'>): string {
  return `secrets|${idOf(of)}`;
}

function fromDocument(document: AutomationDocument & { _etag: string }): StoredAutomation {
  const { id: _, kind: __, _etag: etag, ...rest } = document;
  return { ...withoutSystemProperties(rest), etag };
}

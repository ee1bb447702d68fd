import type { Container } from '@azure/cosmos';
import type { Mirror } from '../export/sentinel/mirror';
import type { Read } from './incident-repository';

interface MirrorDocument extends Mirror {
  id: string;
  subscriptionId: string;
  kind: 'mirror';
  ttl: number;
}

/** What is known of incidents' copies elsewhere. Kept beside the incidents, so that both can change in one transaction. */
export class MirrorRepository {
  /** `ttl`: of an incident, in seconds. */
  constructor(
    private readonly container: Container,
    private readonly ttl: number,
  ) {}

  async get(subscriptionId: string, workspace: string, name: string): Promise<Read<Mirror> | undefined> {
    const { resource, etag } = await this.container.item(idOf({ workspace, name }), subscriptionId).read<MirrorDocument>();
    if (!resource) return undefined;
    const { incidentId, sent } = resource;
    return { value: { workspace, name, incidentId, sent }, etag };
  }

  /** As it is stored: for `IncidentRepository.save`. */
  document(subscriptionId: string, { value, etag }: Read<Mirror>): Read<MirrorDocument> {
    return { value: { ...value, id: idOf(value), subscriptionId, kind: 'mirror', ttl: this.ttl }, etag };
  }
}

function idOf({ workspace, name }: Pick<Mirror, 'workspace' | 'name'>): string {
  return `mirror-${workspace}-${name}`;
}

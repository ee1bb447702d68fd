import type { Container } from '@azure/cosmos';
import { allOf, type Condition, where } from './condition';
import type { IncidentDocument } from './incident-document';
import { type Page, type PageRequest, queryPage } from './pages';

/** What the store keeps of a document beside it: its version, to be handed back with a change. */
export interface Versioned {
  _etag: string;
}

/** Incidents as people look for them, of one subscription. */
export class IncidentQueries {
  constructor(private readonly container: Container) {}

  async page(request: PageRequest): Promise<Page<IncidentDocument & Versioned>> {
    return queryPage(this.container, { ...request, condition: allOf(where('kind', 'incident'), request.condition) });
  }

  /** Also one that was merged into another, not one that was deleted. Undefined when the subscription has none of this id. */
  async get(subscriptionId: string, id: string): Promise<(IncidentDocument & Versioned) | undefined> {
    const { resource } = await this.container.item(id, subscriptionId).read<IncidentDocument & Versioned>();
    return resource?.kind === 'incident' && resource.deletedTime === undefined ? resource : undefined;
  }
}

/** Merged incidents are found by their id alone, deleted ones not at all. */
export const NOT_MERGED: Condition = allOf(where('mergedInto', null), where('deletedTime', null));

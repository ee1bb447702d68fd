import type { Container } from '@azure/cosmos';
import { FUSION_ACTIONS } from '../incidents/operation';
import { allOf, type Condition, where } from './condition';
import { selected } from './condition-sql';
import type { IncidentDocument } from './incident-document';
import type { OperationDocument } from './operation-document';
import { allPages, type Page, type PageRequest, queryPage } from './pages';

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

  /** The named properties alone of all that fulfil the condition, the newest first, page by page. */
  facts<Name extends keyof IncidentDocument>(
    subscriptionId: string,
    condition: Condition,
    names: readonly Name[],
    pageSize: number,
  ): AsyncIterable<Page<Pick<IncidentDocument, Name | 'id' | 'createdTime'>>> {
    const select = selected(['id', 'createdTime', ...names]);
    const request = { subscriptionId, condition: allOf(where('kind', 'incident'), condition), order: NEWEST_FIRST, limit: pageSize };
    return allPages((after) => queryPage(this.container, { ...request, ...after }, select));
  }

  /** Also one that was merged into another, not one that was deleted. Undefined when the subscription has none of this id. */
  async get(subscriptionId: string, id: string): Promise<(IncidentDocument & Versioned) | undefined> {
    const { resource } = await this.container.item(id, subscriptionId).read<IncidentDocument & Versioned>();
    return resource?.kind === 'incident' && resource.deletedTime === undefined ? resource : undefined;
  }

  /** What fusion did to incidents, the latest first. */
  async fusionHistory(
    subscriptionId: string,
    condition: Condition,
    page: Pick<PageRequest, 'limit' | 'after'>,
  ): Promise<Page<OperationDocument>> {
    const byFusion = allOf(where('kind', 'operation'), where('action', FUSION_ACTIONS), condition);
    return queryPage(this.container, { subscriptionId, condition: byFusion, order: NEWEST_FIRST, ...page });
  }
}

const NEWEST_FIRST = { path: 'createdTime', descending: true };

/** Merged incidents are found by their id alone, deleted ones not at all. */
export const NOT_MERGED: Condition = allOf(where('mergedInto', null), where('deletedTime', null));

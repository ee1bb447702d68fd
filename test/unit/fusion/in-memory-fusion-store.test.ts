import { InMemoryFusionStore } from '../../../shared/fusion/in-memory-fusion-store';
import { itKeepsTheContractOfAFusionStore } from './store-contract';

describe('the fusion store in memory', () => {
  itKeepsTheContractOfAFusionStore(() => new InMemoryFusionStore());
});

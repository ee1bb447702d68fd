/**
 * The answer to the SDK's question, before every query, what it has to merge, sort or count by itself from the parts of a container: nothing, there is
 * one part, and the server has done it all. The stock server takes the question for the query, and runs it over all partitions to throw the rows away.
 */
export const QUERY_PLAN = {
  partitionedQueryExecutionInfoVersion: 2,
  queryInfo: {
    distinctType: 'None',
    top: null,
    offset: null,
    limit: null,
    orderBy: [],
    orderByExpressions: [],
    groupByExpressions: [],
    groupByAliases: [],
    groupByAliasToAggregateType: {},
    aggregates: [],
    rewrittenQuery: '',
    hasSelectValue: false,
    hasNonStreamingOrderBy: false,
  },
  queryRanges: [{ min: '', max: 'FF', isMinInclusive: true, isMaxInclusive: false }],
};

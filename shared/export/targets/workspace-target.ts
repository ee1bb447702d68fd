import type { PipelinePolicy } from '@azure/core-rest-pipeline';
import { DefaultAzureCredential } from '@azure/identity';
import { isAggregateLogsUploadError, LogsIngestionClient } from '@azure/monitor-ingestion';
import type { Clock } from '../../runtime/clock';
import type { OutgoingRecord, Stream } from '../record';
import { type EncodedRecord, REQUEST_TIMEOUT_MS, refusalOf, type Target, TargetUnavailable } from '../target';
import { STREAM_NAMES, workspaceRow } from '../workspace-rows';
import { EMULATOR_CREDENTIAL, plainClient } from './plain-client';

/** How a workspace is reached: the endpoint and the rule that the deployment template makes for it. */
export interface WorkspaceConnection {
  endpoint: string;
  /** The immutable id of the data collection rule. */
  ruleId: string;
}

/** Tables of a Log Analytics workspace, by way of a data collection endpoint. */
export class WorkspaceTarget implements Target {
  /** Below the megabyte of the service, and of the client's own chunks. */
  readonly maxBytes = 950_000;
  readonly maxRecords = 2_000;
  readonly #client: LogsIngestionClient;
  #last: { requestId: string; retryAfter: string | undefined } = { requestId: '', retryAfter: undefined };

  constructor(
    private readonly connection: WorkspaceConnection,
    private readonly clock: Clock,
    private readonly timeout = REQUEST_TIMEOUT_MS,
  ) {
    const { endpoint } = connection;
    const watch: PipelinePolicy = {
      name: 'responses',
      sendRequest: async (request, next) => {
        const response = await next(request);
        this.#last = {
          requestId: response.headers.get('x-ms-request-id') ?? request.headers.get('x-ms-client-request-id') ?? '',
          retryAfter: response.headers.get('retry-after'),
        };
        return response;
      },
    };
    // When to try again is decided for all requests of a target together, and written down.
    const options = { retryOptions: { maxRetries: 0 }, additionalPolicies: [{ policy: watch, position: 'perCall' as const }] };
    this.#client = endpoint.startsWith('http:')
      ? new LogsIngestionClient(endpoint.replace('http:', 'https:'), EMULATOR_CREDENTIAL, { ...options, httpClient: plainClient() })
      : new LogsIngestionClient(endpoint, new DefaultAzureCredential(), options);
  }

  encode(record: OutgoingRecord): EncodedRecord {
    const body = workspaceRow(record);
    return { id: record.id, body, bytes: Buffer.byteLength(JSON.stringify(body)) };
  }

  async send(stream: Stream, records: readonly EncodedRecord[]): Promise<{ requestId: string }> {
    this.#last = { requestId: '', retryAfter: undefined };
    try {
      await this.#client.upload(
        this.connection.ruleId,
        STREAM_NAMES[stream],
        records.map(({ body }) => body),
        { maxConcurrency: 1, abortSignal: AbortSignal.timeout(this.timeout) },
      );
      return { requestId: this.#last.requestId };
    } catch (error) {
      throw this.#refusal(error);
    }
  }

  #refusal(error: unknown): Error {
    const cause = isAggregateLogsUploadError(error) ? (error.errors[0]?.cause ?? error) : error;
    const { statusCode, message } = cause as { statusCode?: number; message?: string };
    if (statusCode === undefined) return new TargetUnavailable(message ?? String(cause), 0);
    return refusalOf(statusCode, message ?? '', this.#last.retryAfter, this.clock(), this.#last.requestId);
  }
}

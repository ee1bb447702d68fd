import type { z } from 'zod';
import { badRequest, type ErrorDetail, invalidContent, tooLarge } from './api-error';

/** In bytes: more than any request of the API needs. */
export const LARGEST_BODY = 1_048_576;

/** The body, checked and with defaults. Throws an `ApiError`: 413 when it is too large, 400 when it is no JSON or does not fit the schema. */
export async function readBody<Body>(request: Request, schema: z.ZodType<Body>): Promise<Body> {
  const text = await readText(request);
  const parsed = schema.safeParse(parse(text));
  if (parsed.success) return parsed.data;
  const details = parsed.error.issues
    .slice(0, 20)
    .map((issue): ErrorDetail => ({ code: 'InvalidField', message: issue.message, target: issue.path.join('.') }));
  throw invalidContent(details);
}

/** In bytes: what the host lets through. */
const LONGEST_PATIENCE = 100 * LARGEST_BODY;

async function readText(request: Request): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    // What is too large is read to its end and dropped: whoever still sends takes an early answer for a broken connection.
    if (size <= LARGEST_BODY) chunks.push(chunk);
    else if (size > LONGEST_PATIENCE) break;
  }
  if (size > LARGEST_BODY) throw tooLarge(LARGEST_BODY);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw badRequest('The request content is not UTF-8 text.', 'InvalidRequestContent');
  }
}

/** An empty body counts as an empty object, which schemas without required members take. */
function parse(text: string): unknown {
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    throw badRequest('The request content is not JSON.', 'InvalidRequestContent');
  }
}

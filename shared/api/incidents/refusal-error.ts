import { Refusal } from '../../incidents/refusal';
import { type ApiError, badRequest, conflict, notFound, staleEtag } from '../api-error';

/** Does an action on incidents and turns its refusal into the answer. */
export async function acting<T>(action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw error instanceof Refusal ? toApiError(error) : error;
  }
}

function toApiError({ kind, message }: Refusal): ApiError {
  switch (kind) {
    case 'missing':
      return notFound(`The incident '${message}'`);
    case 'stale':
      return staleEtag(message);
    case 'conflict':
      return conflict(message);
    case 'invalid':
      return badRequest(message);
  }
}

import { NO_SUBSCRIPTION } from '../../model/subscription-id';
import type { Clock } from '../../runtime/clock';
import type { Stores } from '../../storage/stores';
import type { IssuerKeys } from '../auth/authentication';
import { type Lag, type LagStores, lagOf } from './lag';

/** What was found out; `lag` is missing where it took too long. */
export interface Readiness {
  /** Whether the store answers: without it nothing can be served. */
  isReady: boolean;
  /** `none`: the deployment names no issuer, and no token is valid. While it is down, tokens are judged by the keys at hand until these are too old. */
  tokenIssuer: 'up' | 'down' | 'none';
  lag?: Lag | undefined;
}

/** Whoever asks whether we are ready wants to know soon. In milliseconds. */
const PATIENCE_MS = 5_000;
/** So long an answer is given again: anyone may ask, and asking the store costs. */
const KEPT_MS = 5_000;

/** Whether the API and what it depends on can serve, and how far the work in the background is behind. */
export class ReadinessCheck {
  #last: { answer: Promise<Readiness>; time: number } | undefined;

  constructor(
    private readonly stores: LagStores & Pick<Stores, 'roleAssignments'>,
    private readonly keys: IssuerKeys | undefined,
    private readonly clock: Clock,
  ) {}

  async ask(): Promise<Readiness> {
    const now = this.clock();
    if (this.#last === undefined || Math.abs(now - this.#last.time) >= KEPT_MS) this.#last = { answer: this.#check(), time: now };
    return this.#last.answer;
  }

  /** One small query of what every request with a token depends on, the assignments of roles; and the lag beside it. */
  async #check(): Promise<Readiness> {
    const [assignments, tokenIssuer, lag] = await Promise.all([
      soon(this.stores.roleAssignments.of(NO_SUBSCRIPTION)),
      soon(issuerOf(this.keys)),
      soon(lagOf(this.stores, this.clock)),
    ]);
    return { isReady: assignments !== undefined, tokenIssuer: tokenIssuer ?? 'down', lag };
  }
}

async function issuerOf(keys: IssuerKeys | undefined): Promise<Readiness['tokenIssuer']> {
  if (keys === undefined) return 'none';
  if (!keys.fresh) await keys.reload();
  return 'up';
}

/** Undefined when it fails or takes too long. */
async function soon<T>(asked: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), PATIENCE_MS);
  });
  try {
    return await Promise.race([asked.catch(() => undefined), patience]);
  } finally {
    clearTimeout(timer);
  }
}

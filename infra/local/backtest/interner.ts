import type { FusionAlert } from '../../../shared/fusion/fusion-alert';

/** Keeps one copy of what many alerts have in common, so that a million of them fit into memory. */
export class Interner {
  readonly #texts = new Map<string, string>();
  readonly #values = new Map<string, unknown>();

  alert(alert: FusionAlert): FusionAlert {
    return {
      ...alert,
      id: flat(alert.id),
      alertType: this.text(alert.alertType),
      displayName: this.text(alert.displayName),
      product: this.text(alert.product),
      tactics: this.#value(alert.tactics),
      techniques: this.#value(alert.techniques),
      entities: this.#value(alert.entities),
      remediationSteps: this.#value(alert.remediationSteps),
    };
  }

  text(text: string): string {
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    const copy = flat(text);
    this.#texts.set(copy, copy);
    return copy;
  }

  #value<T>(value: T): T {
    const key = JSON.stringify(value);
    const known = this.#values.get(key) as T | undefined;
    if (known !== undefined) return known;
    const copy = JSON.parse(key) as T;
    this.#values.set(key, copy);
    return copy;
  }
}

/** A fresh copy: a text cut out of a long one would keep the long one alive. */
function flat(text: string): string {
  return JSON.parse(JSON.stringify(text)) as string;
}

import { ATTACK } from './attack';
import { toExport } from './export';
import { everydayNoise } from './noise';

/** Enough for the fusion to learn what is usual: it looks at days that are over. */
const NOISE_DAYS = 7;

/** The bundled campaign as events of Defender's continuous export, oldest first, with times up to `now` (epoch milliseconds). The same for the same `now`. */
export function sampleCampaign(now: number): Record<string, unknown>[] {
  return [...everydayNoise(NOISE_DAYS), ...ATTACK]
    .sort((a, b) => b.minutesAgo - a.minutesAgo)
    .map((alert, index) => toExport(alert, index, now));
}

import type { JsonObject } from '../format';
import { LIMITS } from '../limits';
import { readTime } from '../time';

/** When the log lines were written, and when AMiner found fault with them; undefined when the latter is missing. */
export function detectionTimes(log: JsonObject): { startTime: number; endTime: number; generatedTime: number } | undefined {
  const detected = timesIn(log.DetectionTimestamp);
  if (detected.length === 0) return undefined;
  const written = timesIn(log.Timestamps);
  const lines = written.length === 0 ? detected : written;
  return { startTime: Math.min(...lines), endTime: Math.max(...lines), generatedTime: Math.max(...detected) };
}

function timesIn(value: unknown): number[] {
  const values = Array.isArray(value) ? value.slice(0, LIMITS.members) : [value];
  return values.map(readTime).filter((time) => time !== undefined);
}

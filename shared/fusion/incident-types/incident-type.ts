import { z } from 'zod';
import { ENTITY_KINDS } from '../../model/entity';
import { SEVERITIES } from '../../model/severity';
import { TACTICS } from '../../model/tactic';

const TACTIC_IDS = TACTICS.map(({ id }) => id) as [(typeof TACTICS)[number]['id'], ...(typeof TACTICS)[number]['id'][]];

/** Of texts that people read. */
const text = z.string().min(1).max(2_000);

/** Which activities are meant; every condition that is given must hold. */
const rule = z.strictObject({
  /** One of these occurs in the name or type of the alert, in any letter case. */
  words: z.array(z.string().min(3).max(200).toLowerCase()).min(1).max(100).optional(),
  /** It shows one of these. */
  tactics: z.array(z.enum(TACTIC_IDS)).min(1).optional(),
  /** One of these occurs in the name of the product, in any letter case. */
  products: z.array(z.string().min(2).max(200).toLowerCase()).min(1).max(100).optional(),
});

/**
 * What must come together, in the words of Sigma's correlation rules: so many activities (`event_count`), so many different values among them
 * (`value_count`), one of each rule (`temporal`), or one of each in that order (`temporal_ordered`). Source: Sigma correlation rules specification.
 */
const correlation = z.strictObject({
  type: z.enum(['event_count', 'value_count', 'temporal', 'temporal_ordered']),
  /** They share an entity of one of these kinds, the first preferred; empty: being in one incident is enough. */
  groupBy: z.array(z.enum(ENTITY_KINDS)),
  /** The type accuses what is shared: an internal address counts only where it is the source, and none is accused that is only a target. */
  sharedRole: z.literal('attacker').optional(),
  /** In minutes, from the first to the last of them; a month at most. */
  timespan: z.number().positive().max(43_200),
  rules: z.array(rule).min(1).max(10),
  /** Of the two counts. */
  gte: z.number().int().min(2).max(100).optional(),
  /** Of `value_count`. */
  field: z.enum(['alertType', 'product', 'subject', 'tactic']).optional(),
});

/** An activity of an example. */
const example = z.strictObject({
  name: text,
  minute: z.number(),
  tactics: z.array(z.enum(TACTIC_IDS)).optional(),
  product: text.optional(),
  /** Keys, such as `host:web01`; the first is what it is about. */
  entities: z.array(z.string().max(500)).min(1).max(20),
});
const examples = z.array(z.array(example).min(1).max(50)).min(1).max(20);

/** A kind of incident: knowledge as data. `{{entity}}`, `{{attacker}}` and `{{victim}}` in the texts are filled in. */
export const incidentTypeSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/),
  title: text,
  description: text,
  /** The least that such an incident is. */
  severity: z.enum(SEVERITIES),
  correlation,
  response: z.array(text).min(1).max(20),
  /** Sets of activities which are one, and which are not. */
  examples: z.strictObject({ positive: examples, negative: examples }),
});

export type IncidentType = z.infer<typeof incidentTypeSchema>;
export type Correlation = z.infer<typeof correlation>;
export type CorrelationRule = z.infer<typeof rule>;
export type ExampleActivity = z.infer<typeof example>;

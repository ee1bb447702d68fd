/** An entity in Defender's words. An entity that several others speak of is one object; the export then writes `$id` once and `$ref` after that. */
export interface SampleEntity {
  Type: string;
  [property: string]: unknown;
}

/** What there is to say of one alert; all else follows from it. */
export interface SampleAlert {
  minutesAgo: number;
  /** An alert type of Defender for Cloud. */
  type: string;
  /** Of Defender's plans. */
  plan: 'Servers' | 'KeyVaults' | 'Storage' | 'SqlServers' | 'Arm' | 'Dns' | 'AppServices';
  severity: 'Informational' | 'Low' | 'Medium' | 'High';
  /** As Defender names stages of an attack; several are separated by a comma. */
  intent: string;
  /** Resource id. */
  on: string;
  title: string;
  description: string;
  /** The first is the one which is said to be compromised. */
  entities: SampleEntity[];
  properties?: Record<string, string>;
}

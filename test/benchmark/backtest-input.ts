import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import path from 'node:path';
import { generator } from './workload';

/** A month of one subscription, the same on every run: what Wazuh and AMiner send of sixty machines, some 420 bytes an alert. */
export interface BacktestInput {
  alerts: number;
  days: number;
}

const START = Date.UTC(2026, 2, 2);
const MACHINES = 60;
const USERS = 200;
/** Alerts of one kind on one machine that come together, see `workload`. */
const BURST = 14;
const FLUSH_AT = 1024 * 1024;

interface Kind {
  format: 'wazuh' | 'aminer';
  event(at: Occasion): Record<string, unknown>;
}

interface Occasion {
  number: number;
  /** Epoch milliseconds. */
  time: number;
  machine: number;
  user: number;
}

/** Frequent ones first. */
const KINDS: readonly Kind[] = [
  ...Array.from({ length: 24 }, (_, index) => wazuhKind(index)),
  ...Array.from({ length: 8 }, (_, index) => aminerKind(index)),
];

/** Writes `<folder>/month/<format>.ndjson`, in the order of time. Gives the bytes. */
export function writeBacktestInput(folder: string, { alerts, days }: BacktestInput): number {
  mkdirSync(path.join(folder, 'month'), { recursive: true });
  const files = {
    wazuh: new Lines(path.join(folder, 'month', 'wazuh.ndjson')),
    aminer: new Lines(path.join(folder, 'month', 'aminer.ndjson')),
  };
  const random = generator(20_260_302);
  const burst = { left: 0, kind: 0, machine: 0, user: 0 };
  for (let number = 0; number < alerts; number++) {
    if (burst.left-- <= 0) {
      burst.left = Math.floor(random() * 2 * BURST);
      burst.kind = Math.floor(random() ** 3 * KINDS.length);
      burst.machine = Math.floor(random() ** 2 * MACHINES);
      burst.user = Math.floor(random() * USERS);
    }
    const time = START + Math.floor((number * days * 86_400_000) / alerts);
    const kind = KINDS[burst.kind] as Kind;
    files[kind.format].write(JSON.stringify(kind.event({ number, time, machine: burst.machine, user: burst.user })));
  }
  return files.wazuh.end() + files.aminer.end();
}

class Lines {
  readonly #file: number;
  #text = '';
  #bytes = 0;

  constructor(file: string) {
    this.#file = openSync(file, 'w');
  }

  write(line: string): void {
    this.#text += `${line}\n`;
    if (this.#text.length >= FLUSH_AT) this.#flush();
  }

  end(): number {
    this.#flush();
    closeSync(this.#file);
    return this.#bytes;
  }

  #flush(): void {
    this.#bytes += writeSync(this.#file, this.#text);
    this.#text = '';
  }
}

function wazuhKind(index: number): Kind {
  const level = 3 + (index % 5);
  const rule = {
    id: String(100_100 + index),
    level,
    description: `Sample rule ${index}: an everyday event was seen`,
    groups: ['sample', `kind_${index % 6}`],
  };
  return {
    format: 'wazuh',
    event: ({ number, time, machine, user }) => ({
      '@timestamp': new Date(time).toISOString(),
      agent: { id: String(machine).padStart(3, '0'), name: `machine-${machine}`, ip: addressOf(machine) },
      manager: { name: 'manager' },
      rule,
      id: `${Math.floor(time / 1000)}.${number}`,
      data: { srcip: addressOf(100 + user), dstuser: `user${user}` },
      full_log: `${new Date(time).toISOString()} machine-${machine} service[${1000 + (number % 9000)}]: session of user${user} from ${addressOf(100 + user)}`,
      location: '/var/log/service.log',
    }),
  };
}

function aminerKind(index: number): Kind {
  return {
    format: 'aminer',
    event: ({ number, time, machine }) => ({
      AnalysisComponent: {
        AnalysisComponentIdentifier: index,
        AnalysisComponentType: 'NewMatchPathValueDetector',
        AnalysisComponentName: `AMiner: Unusual value ${index} in a log of the service`,
        Message: 'New value(s) detected',
        AffectedLogAtomPaths: [`/model/service/field_${index}`],
      },
      LogData: {
        RawLogData: [`${new Date(time).toISOString()} service[${1000 + (number % 9000)}]: value ${number} of field ${index}`],
        DetectionTimestamp: [Math.floor(time / 1000)],
        LogResources: ['/var/log/service.log'],
      },
      AMiner: { ID: addressOf(machine) },
    }),
  };
}

function addressOf(number: number): string {
  return `10.${20 + Math.floor(number / 250)}.4.${1 + (number % 250)}`;
}

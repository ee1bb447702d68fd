type Event = Record<string, unknown>;

/** An address not seen before in the log of a name server. */
export function aminerAnomaly(changes: Event = {}): Event {
  return structuredClone({
    AnalysisComponent: {
      AnalysisComponentIdentifier: 27,
      AnalysisComponentType: 'NewMatchPathValueDetector',
      AnalysisComponentName: 'AMiner: New ip address in DNS logs.',
      Message: 'New value(s) detected',
      TrainingMode: false,
      AffectedLogAtomPaths: ['/model/type/query/ip'],
      AffectedLogAtomValues: ['203.0.113.80'],
    },
    LogData: {
      RawLogData: ['Mar  2 09:14:00 dnsmasq[14]: query[A] www.example.org from 203.0.113.80'],
      Timestamps: [1772442840],
      DetectionTimestamp: [1772442841],
      LogLinesCount: 1,
      LogResources: ['/var/log/dnsmasq.log'],
    },
    AMiner: { ID: '10.0.0.53' },
    ...changes,
  });
}

/** What remains when a forwarder keeps but component, time and machine. */
export function shortAminerAnomaly(): Event {
  return {
    AnalysisComponent: { AnalysisComponentName: 'New ip address in DNS logs.' },
    LogData: { DetectionTimestamp: [1772442841] },
    AMiner: { ID: '10.0.0.53' },
  };
}

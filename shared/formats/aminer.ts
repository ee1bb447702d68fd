import { contentId } from '../model/content-id';
import { readEntities } from './aminer/entities';
import { detectionTimes } from './aminer/times';
import { describe, Fields, isObject, textOf, textsOf } from './fields';
import type { AlertFormat, JsonObject, Parsed } from './format';
import { cut } from './limits';
import { shownProperties, sourceAlert } from './source-alert';
import { typeOfName } from './type-of-name';

const NAME = 'aminer';

/** Anomalies of AIT's logdata-anomaly-miner (AMiner) as its JSON converter writes them. They name no subscription. */
export const aminer: AlertFormat = {
  name: NAME,
  aliases: ['logdata-anomaly-miner'],
  recognises: (event) => isObject(event.AnalysisComponent) && isObject(event.LogData),
  parse,
  subscriptionOf: () => undefined,
};

function parse(event: JsonObject, raw: string): Parsed {
  const fields = new Fields(event);
  const component = new Fields(fields.child('AnalysisComponent') ?? {}, undefined, 'AnalysisComponent.');
  const log = fields.child('LogData') ?? {};
  const name = component.requiredText('AnalysisComponentName');
  if (component.problem) return { ok: false, rejection: component.problem };
  const times = detectionTimes(log);
  if (!times) {
    const detail = `LogData.DetectionTimestamp: expected epoch seconds of the years 1990 to 2099, found ${describe(log.DetectionTimestamp)}`;
    return { ok: false, rejection: { code: 'InvalidField', detail } };
  }

  const id = textOf(fields.child('AMiner')?.ID);
  const displayName = name.replace(/^AMiner: (?=\S)/, '');
  return {
    ok: true,
    alert: sourceAlert({
      id: contentId(NAME, JSON.stringify(event)),
      format: NAME,
      vendor: 'AIT',
      product: 'AMiner',
      component: component.text('AnalysisComponentType'),
      alertType: typeOfName(NAME, displayName),
      displayName,
      description: cut(textsOf(log.RawLogData).join('\n')) || component.text('Message'),
      category: component.text('AnalysisComponentType'),
      ...times,
      entities: readEntities(id, component),
      compromisedEntity: id,
      extendedProperties: shownProperties({
        message: component.text('Message'),
        'affected paths': cut(textsOf(component.value('AffectedLogAtomPaths')).join(', ')),
        'affected values': cut([component.value('AffectedLogAtomValues')].flat(2).map(textOf).filter(Boolean).join(', ')),
        'log files': cut(textsOf(log.LogResources).join(', ')),
        'training mode': component.text('TrainingMode'),
      }),
      raw,
    }),
  };
}

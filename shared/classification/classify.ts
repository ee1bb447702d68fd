import { createClassifier } from './classifier';
import parameters from './model/name-model.json';
import { NameModel } from './names/name-model';

/**
 * Severity, confidences, tactics and techniques of an alert, with the reasons for all of them. A pure function of the alert and of the context, which is
 * empty unless handed in: the same is always classified the same.
 */
export const classify = createClassifier({ nameModel: new NameModel(parameters), knowsAlertTypes: true });

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readIncidentTypes } from '../../../shared/fusion/incident-types';
import { failedExamples } from '../../../shared/fusion/incident-types/examples';
import type { IncidentType } from '../../../shared/fusion/incident-types/incident-type';
import { messageOf } from '../functions-host/log';
import { Failure } from '../stack/failure';

/** The incident types in the JSON files of a folder, one or a list in each. Throws a {@link Failure} which names the file that is wrong, and why. */
export function ownIncidentTypes(folder: string): IncidentType[] {
  return jsonFilesOf(folder).flatMap((name) => {
    const types = typesIn(path.join(folder, name));
    for (const type of types) {
      const failed = failedExamples(type);
      if (failed.length > 0) throw new Failure(`${name}: the rule of ${type.id} contradicts its examples: ${failed.join('; ')}.`);
    }
    return types;
  });
}

function jsonFilesOf(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .sort();
  } catch (error) {
    throw new Failure(`${folder} cannot be read: ${messageOf(error)}`);
  }
}

function typesIn(file: string): IncidentType[] {
  try {
    const json: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return readIncidentTypes(Array.isArray(json) ? json : [json]);
  } catch (error) {
    throw new Failure(`${path.basename(file)} holds no incident types: ${messageOf(error)}`);
  }
}

import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { readReferenceData } from './reference-data';
import { trainNameModel } from './train-name-model';

/** Learns the parameters of the model of names from all of the reference data: `train.js [folder of the data] [file to write]`. */
const [, , data = '../shared/data', file = 'shared/classification/model/name-model.json'] = process.argv;
const parameters = JSON.stringify(trainNameModel(readReferenceData(path.resolve(data))));
writeFileSync(path.resolve(file), `${parameters}\n`);
console.log(`${file}: ${parameters.length} bytes`);

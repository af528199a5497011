/**
 * Writes the data folder for `follow.mjs`, with one long run that ends after a number of steps. Prints how many entries
 * its journal has.
 */
import path from 'node:path';
import { writeLongRun } from '../test/long-run';

const [dataDir = '', users = '50000', steps] = process.argv.slice(2);
const maxSteps = steps === undefined ? undefined : Number(steps);
process.stdout.write(`${writeLongRun(path.resolve(dataDir), Number(users), maxSteps)}\n`);

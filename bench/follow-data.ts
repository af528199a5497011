/** For `follow.mjs`: a data folder with one long run in it. Prints how many entries its journal has. */
import path from 'node:path';
import { writeLongRun } from '../test/long-run';

const [dataDir = '', users = '50000'] = process.argv.slice(2);
process.stdout.write(`${writeLongRun(path.resolve(dataDir), Number(users))}\n`);

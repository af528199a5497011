/**
 * Measures how long a large or hostile body, or a result file, blocks everything else: the longest wait between two
 * turns of the event loop.
 */
import { classifyRecorded } from '#lib/adapters/atlassian/answers/classify-recorded';
import { sealRequestSchema } from '#lib/contract/plan';
import { ticksRequestSchema } from '#lib/contract/roster';
import { recordDigest, recordedOutcomes } from '#lib/domain/postman/outcomes';
import { newResultsReader } from '#lib/domain/postman/results';
import { readInPieces } from '#lib/engine/text-pieces';
import { inTurns } from '#lib/engine/turns';
import { hashing } from '#lib/server/hashing';
import { listBody, usualBody } from '#lib/server/http/json-body';
import { handle } from '#lib/server/http/route';
import { inChunks } from './in-chunks';
import { longestWait } from './longest-wait';

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const id = (at: number): string => `712020:${String(at).padStart(36, '0')}`;
const filled = (bytes: number, piece: string): string => piece.repeat(Math.floor(bytes / piece.length));
const listOf = (count: number): string => JSON.stringify(Array.from({ length: count }, (_, at) => id(at)));

const bodies: [string, string][] = [
  ['200,000 account IDs', `{"accountIds":${listOf(200_000)},"ticked":true}`],
  ['16 MB of account IDs', `{"accountIds":${listOf(345_000)},"ticked":true}`],
  ['16 MB of numbers', `{"accountIds":[${filled(15_900_000, '0,')}0],"ticked":true}`],
  ['16 MB of [', filled(16_000_000, '[')],
  ['1 MB of [', filled(1_000_000, '[')],
  ['2 million keys', `{${Array.from({ length: 2_000_000 }, (_, at) => `"k${at}":0`).join(',')}}`],
  ['1 MB of keys', `{${Array.from({ length: 80_000 }, (_, at) => `"k${at}":0`).join(',')}}`],
  ['1 MB of empty answers', `{"rosterId":"x","answers":[${filled(140_000, '{},')}{}]}`],
  ['1 MB of escapes', `{"rosterId":"${filled(990_000, '\\u0041')}"}`],
];

/** Replaces the verb: only the work before it is measured. */
const refused = () => new Response(null, { status: 400 });

/** 200 MB of Newman results: 50,000 calls, each with a body of a kilobyte as numbers. */
function* newmanResults(): Generator<string> {
  const numbers = Array.from({ length: 900 }, (_, at) => `${32 + (at % 90)}`).join(',');
  yield '{"collection":{"info":{"name":"Bench"}},"run":{"timings":{"started":1,"completed":2},"executions":[';
  for (let at = 0; at < 50_000; at += 1) {
    const url = `"url":{"protocol":"https","host":["api","atlassian","com"],"path":["users","${id(at)}","manage","lifecycle","disable"]}`;
    const request = `{"method":"POST",${url},"header":[{"key":"Authorization","value":"Bearer made-up-key"}]}`;
    const response = `{"code":403,"header":[{"key":"content-type","value":"text/plain"}],"stream":{"type":"Buffer","data":[${numbers}]},"responseTime":12,"filler":"${'x'.repeat(900)}"}`;
    yield `${at === 0 ? '' : ','}{"request":${request},"response":${response}}`;
  }
  yield ']}}';
}

/** A whole import except the search for names and the writing, which `lists.ts` measures. */
async function readResults(): Promise<number> {
  const reader = newResultsReader();
  const bytes = await readInPieces(inChunks(newmanResults()), 400_000_000, reader.add);
  const reading = reader.end();
  if (!reading.ok) throw new Error(reading.message);
  const outcomes = await inTurns(
    recordedOutcomes(reading.recording, classifyRecorded(['made-up-key'], 0), ['https://api.atlassian.com']),
  );
  await inTurns(recordDigest(reading.recording, outcomes, hashing.sha256InPieces()));
  return (bytes ?? 0) / 1_000_000;
}

const routes: [string, (request: Request) => Promise<Response>][] = [
  ['ticks', (request) => handle(request, { body: ticksRequestSchema, limits: listBody }, refused)],
  ['plans', (request) => handle(request, { body: sealRequestSchema, limits: usualBody }, refused)],
];

for (const [what, text] of bodies) {
  const bytes = new TextEncoder().encode(text);
  for (const [route, ask] of routes) {
    const said: number[] = [];
    const waits: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      const request = new Request('http://localhost/', { method: 'POST', body: bytes });
      waits.push(await longestWait(async () => said.push((await ask(request)).status)));
    }
    // The machine has other work too, so the best of five counts.
    const longest = Math.round(Math.min(...waits));
    say(`${what} to ${route}: ${said[0]}, everything else waited ${longest} ms at most`);
  }
}

const waits: number[] = [];
let megabytes = 0;
for (let round = 0; round < 3; round += 1) {
  waits.push(
    await longestWait(async () => {
      megabytes = await readResults();
    }),
  );
}
const longest = Math.round(Math.min(...waits));
say(`${Math.round(megabytes)} MB of results: everything else waited ${longest} ms at most`);

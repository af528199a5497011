/**
 * Reads the export of Postman's collection runner. It keeps one result per *request*: for many rows of data it has one
 * address and one status, but the names of every row's tests [CODE]. So the rows can be told apart only if the tests
 * name the account, as in collections that Lockstep exports.
 */
import { z } from 'zod';
import {
  type CallReading,
  type RecordedCall,
  type Recording,
  readCall,
  readDate,
} from '#lib/domain/postman/recording';
import { readTestName, type TestName } from '#lib/domain/postman/vocabulary';

/** Reads one item of `results[].allTests`: the results in the names of a row's tests. */
export function readRowTests(item: unknown): TestName[] {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return [];
  return Object.keys(item).flatMap((name) => readTestName(name) ?? []);
}

const resultSchema = z.object({
  id: z.string().catch(''),
  url: z.string().catch(''),
  responseCode: z.object({ code: z.number().int() }).nullish().catch(null),
  times: z.array(z.unknown()).catch([]).default([]),
  allTests: z.array(z.custom<TestName[]>()).catch([]).default([]),
});
type Result = z.infer<typeof resultSchema>;

const fileSchema = z.object({
  name: z.string().catch(''),
  timestamp: z.unknown().optional(),
  startedAt: z.unknown().optional(),
  results: z.array(z.unknown()),
  collection: z
    .object({
      requests: z.array(z.object({ id: z.string(), method: z.string() }).nullable().catch(null)),
    })
    .nullish()
    .catch(null),
});

/** The recording in the JSON of a file, whose tests `readRowTests` has read; null if it is not Postman's. */
export function readRunner(content: unknown): Recording | null {
  const file = fileSchema.safeParse(content);
  if (!file.success) return null;
  const { name, timestamp, startedAt, results, collection } = file.data;
  const methods = new Map(collection?.requests.flatMap((each) => (each ? [[each.id, each.method]] : [])));
  const origins = new Set<string>();
  const recording: Recording = {
    tool: 'postman',
    collection: name,
    startedAt: readDate(startedAt) ?? readDate(timestamp),
    endedAt: readDate(timestamp),
    organisationId: null,
    origins: [],
    calls: [],
    reactivations: [],
    problems: [],
    secrets: [],
  };
  let row = 0;
  let reactivates = false;
  for (const each of results) {
    const parsed = resultSchema.safeParse(each);
    if (!parsed.success) {
      row += 1;
      recording.problems.push({ row, message: 'This result is not written as Postman writes one.' });
      continue;
    }
    const method = methods.get(parsed.data.id) ?? null;
    const address = readCall(method, parsed.data.url);
    reactivates ||= !address.ok && address.reactivated !== undefined;
    for (const reading of readResult(parsed.data, address)) {
      row += 1;
      if ('message' in reading) recording.problems.push({ row, message: reading.message });
      else recording.calls.push(reading.call);
      if ('origin' in reading && reading.origin !== null) origins.add(reading.origin);
    }
  }
  recording.origins = [...origins];
  // The file keeps the requests one by one, and not in which order their rows were sent, nor for whom.
  if (reactivates) {
    const after = recording.calls.length;
    recording.reactivations = recording.calls.map(({ accountId }) => ({ accountId, after }));
  }
  return recording;
}

type RowReading = { call: RecordedCall; origin: string | null } | { message: string };

function readResult(result: Result, address: CallReading): RowReading[] {
  const { responseCode, times, allTests } = result;
  const rows = Math.max(times.length, allTests.length, 1);
  const origin = address.ok ? address.origin : null;
  const nobody = (message: string) => Array.from({ length: rows }, (): RowReading => ({ message }));
  if (!address.ok && address.what === 'other') return nobody(address.message);
  if (allTests.some((each) => each.length > 0)) {
    return Array.from({ length: rows }, (_, index): RowReading => {
      const [said, ...more] = allTests[index] ?? [];
      if (!said || more.length > 0) return { message: noName };
      return { call: callOf(said, origin, result.times[index]), origin };
    });
  }
  if (rows > 1) return nobody(manyRows);
  if (!address.ok) return nobody(address.message);
  const only = { accountId: address.accountId, status: responseCode?.code ?? null, body: null };
  return [{ call: callOf(only, origin, times[0]), origin }];
}

function callOf({ accountId, status, body }: TestName, origin: string | null, time: unknown): RecordedCall {
  const known = status !== null && status >= 100 && status <= 599;
  return {
    accountId,
    origin,
    exchange: known
      ? { kind: 'answered', status, headers: {}, body: null, ...(body === 'text' ? { odd: true } : {}) }
      : { kind: 'unanswered', sent: true, code: '' },
    tookMs: typeof time === 'number' && time >= 0 ? Math.round(time) : 0,
  };
}

const noName = 'No test of this row says which account it was for and what was answered.';

const manyRows =
  'Postman keeps one address and one status for all rows of a request, so nobody can say which account this was for.';

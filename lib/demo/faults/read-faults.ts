/** Reads faults from JSON. Names and values must be known; the error names anything else. */
import { closedAnswers, type Faults, nextLinks, noFaults, scopeFields } from '#lib/demo/faults/faults';
import { operationNames, sourceNames } from '#lib/demo/operations';

/** The faults, or why they are refused. */
type ReadFaults = { ok: true; faults: Partial<Faults> } | { ok: false; error: string };

/** Reads the body of `PUT /_demo/faults`. */
export function readFaults(given: unknown): ReadFaults {
  if (!isRecord(given)) return { ok: false, error: 'A JSON object of faults is needed.' };
  for (const [name, value] of Object.entries(given)) {
    if (!Object.hasOwn(noFaults, name)) return { ok: false, error: `There is no fault “${name}”.` };
    const { fits, wanted } = rules[name as keyof Faults];
    if (!fits(value)) return { ok: false, error: `“${name}” takes ${wanted}.` };
  }
  return { ok: true, faults: given };
}

type Fits = (value: unknown) => boolean;

const number: Fits = (value) => typeof value === 'number' && Number.isFinite(value) && value >= 0;
const whole: Fits = (value) => number(value) && Number.isInteger(value);
const oneOf =
  (...words: readonly unknown[]): Fits =>
  (value) =>
    words.includes(value);
const orNull =
  (fits: Fits): Fits =>
  (value) =>
    value === null || fits(value);
const target: Fits = (value) =>
  value === 'lifecycle' ||
  value === 'any' ||
  (Array.isArray(value) && value.every((each: unknown) => operationNames.some((name) => name === each)));

/** Checks for an object with these fields only; those in `needed` are required. */
function shape(fields: Record<string, Fits>, needed: readonly string[]): Fits {
  return (value) =>
    isRecord(value) &&
    needed.every((name) => Object.hasOwn(value, name)) &&
    Object.entries(value).every(([name, each]) => Object.hasOwn(fields, name) && fields[name]?.(each));
}

const aim = { on: target, after: whole };
const waitHeaders = oneOf('iso', 'iso-minutes', 'epoch', 'retry-after-seconds', 'retry-after-date', 'none');
const isNext: Fits = (value) => whole(value) || shape({ next: whole, ...aim }, ['next'])(value);
const isScripted = shape(
  {
    ...aim,
    answer: (value) =>
      oneOf('real', 'cut', 'hang')(value) || (whole(value) && Number(value) >= 200 && Number(value) <= 599),
    apply: oneOf(true, false),
    always: oneOf(true, false),
    body: () => true,
    headers: (value) => isRecord(value) && Object.values(value).every((each) => typeof each === 'string'),
  },
  ['answer'],
);

const next = { fits: isNext, wanted: 'a whole number, or {"next":…,"on":…,"after":…}' };
const accountIds = {
  fits: ((value) =>
    Array.isArray(value) && value.every((each: unknown) => typeof each === 'string')) satisfies Fits,
  wanted: 'a list of account IDs',
};
const milliseconds = { fits: number, wanted: 'a number of milliseconds' };

const rules: Record<keyof Faults, { fits: Fits; wanted: string }> = {
  latencyMs: milliseconds,
  latencyOn: { fits: target, wanted: '"lifecycle", "any" or a list of operations' },
  jitterMs: milliseconds,
  rateLimit: {
    fits: orNull(shape({ perMinute: whole, headers: waitHeaders, on: target }, ['perMinute', 'headers'])),
    wanted: '{"perMinute":…,"headers":…,"on":…} or null',
  },
  storm: {
    fits: orNull(shape({ next: whole, headers: waitHeaders, seconds: number, ...aim }, ['next'])),
    wanted: '{"next":…,"headers":…,"seconds":…,"on":…} or null',
  },
  serverErrors: {
    fits: orNull(
      shape(
        {
          next: whole,
          everyKth: (value) => whole(value) && value !== 0,
          as: oneOf('json', 'html', 'empty'),
          status: oneOf(500, 502, 503, 504),
          ...aim,
        },
        [],
      ),
    ),
    wanted: '{"next":… or "everyKth":…,"as":…,"status":…,"on":…} or null',
  },
  showers: {
    fits: orNull(
      shape({ share: (value) => number(value) && Number(value) <= 1, seed: whole, on: target }, [
        'share',
        'seed',
      ]),
    ),
    wanted: '{"share": 0 to 1,"seed":…,"on":…} or null',
  },
  hang: next,
  ineffective: next,
  cutBeforeWrite: next,
  cutAfterWrite: next,
  applyThen504: next,
  truncatedBody: next,
  redirect: next,
  staleReadsMs: milliseconds,
  staleListsMs: milliseconds,
  staleSearchMs: milliseconds,
  keyRevokedAfter: {
    fits: orNull(
      (value) =>
        whole(value) ||
        shape({ calls: whole, on: target, as: oneOf('unauthorised', 'scoped') }, ['calls'])(value),
    ),
    wanted: 'a whole number, {"calls":…,"on":…,"as":…} or null',
  },
  scimReactivatesAfterMs: { fits: orNull(number), wanted: 'a number of milliseconds or null' },
  disableTwice: { fits: oneOf('204', '409'), wanted: '"204" or "409"' },
  deactivatedReads: { fits: oneOf('inactive', 'closed'), wanted: '"inactive" or "closed"' },
  scopedKeyAnswer: { fits: oneOf(...scopeFields, '401'), wanted: '"401" or the name of a field' },
  scopedKeySees: { fits: oneOf('nothing', 'organisation'), wanted: '"nothing" or "organisation"' },
  refusedKeyAnswer: { fits: oneOf('api', 'gateway'), wanted: '"api" or "gateway"' },
  unverifiedReads: { fits: oneOf('200', '403'), wanted: '"200" or "403"' },
  ownAccount: { fits: oneOf('allowed', 'refused'), wanted: '"allowed" or "refused"' },
  stamps: { fits: oneOf('sent', 'none'), wanted: '"sent" or "none"' },
  clockAheadMs: {
    fits: (value) => Number.isSafeInteger(value),
    wanted: 'a whole number of milliseconds, also below zero',
  },
  accountIdCase: { fits: oneOf('matters', 'ignored'), wanted: '"matters" or "ignored"' },
  originalUserManagement: { fits: oneOf(true, false), wanted: 'true or false' },
  originalUserManagementAnswer: { fits: oneOf('400', '404'), wanted: '"400" or "404"' },
  closedSources: {
    fits: shape(Object.fromEntries(sourceNames.map((name) => [name, oneOf(...closedAnswers)])), []),
    wanted: `statuses (${closedAnswers.join(', ')}) by source (${sourceNames.join(', ')})`,
  },
  nextLinks: { fits: oneOf(...nextLinks), wanted: `one of ${nextLinks.join(', ')}` },
  leaveListsPerPage: { fits: whole, wanted: 'a whole number of accounts' },
  aboutAnother: accountIds,
  unlisted: accountIds,
  perAccount: {
    fits: (value) =>
      isRecord(value) &&
      Object.values(value).every((list) => Array.isArray(list) && list.every((each) => isScripted(each))),
    wanted: 'lists of answers by account ID, each {"answer":…,"apply":…,"body":…,"headers":…,"always":…}',
  },
};

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

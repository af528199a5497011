/** Quotes every event that an answer or a reading can become, so that no field and no word changes unnoticed. */
import { describe, expect, it } from 'vitest';
import type { Fault, FaultCode } from '#lib/domain/outcome/answer';
import { maxAttempts, maxPutOffs, maxUnread } from '#lib/domain/run/backoff';
import type { RunEvent } from '#lib/domain/run/events';
import { halted, judgeCanary, judgeProbe } from '#lib/domain/run/judge/breakers';
import {
  diedInCall,
  judgeConflict,
  judgeReadBack,
  leftInDoubt,
  notCalledAgain,
} from '#lib/domain/run/judge/doubt';
import {
  type About,
  judgeCall,
  judgeLook,
  judgeWithheld,
  type Reading,
  readingOf,
} from '#lib/domain/run/judge/judge';
import { freshUser } from '#lib/domain/run/user';
import { accepted, faultAnswer, noReading, readingAs } from '#test/samples/run';

const random = 0.5;
const user = (given: Partial<About['progress']> = {}, act: About['act'] = 'deactivate'): About => ({
  act,
  position: 3,
  progress: { ...freshUser(0), attempt: 1, ...given },
});
const untried = (act: About['act'] = 'deactivate') => user({ attempt: 0 }, act);
const seen = { waived: false, nobodyRead: () => false };
const blind = { waived: false, nobodyRead: () => true };
const goesOn = { random, stopping: false };
const stops = { random, stopping: true };
const active = readingAs('active');
const inactive = readingAs('inactive');
const odd = readingAs('odd');
const noPerson = (says: 'active' | 'inactive'): Reading => ({
  says,
  text: says,
  tookMs: 90,
  notPerson: 'app',
});
const atlassian = {
  owner: 'atlassian',
  status: 503,
  hint: 'Wait.',
  detail: 'down',
  link: 'https://a.example',
} as const;
const limited = { owner: 'organisation', status: 429 } as const;
const down = (more: Partial<Fault> = {}) => noReading('server-error', { ...atlassian, ...more });
const key = noReading('key-invalid', { owner: 'key', status: 401 });
const answered = (code: FaultCode, more: Partial<Fault> = {}) => faultAnswer(code, more);
const faulted = (code: FaultCode, more: Partial<Fault> = {}): Fault => {
  const answer = faultAnswer(code, more);
  if (answer.ok) throw new Error('a fault');
  return answer.fault;
};
const lost = { doubt: faulted('timed-out'), doubts: 1 };
const refusal = faulted('not-allowed', { detail: 'no', link: 'https://b.example' });

/** An event as one line: its kind, then its fields sorted by name; only the code of a fault. */
function line(event: RunEvent | null): string {
  if (event === null) return 'call';
  const { type, ...fields } = event;
  const told = Object.entries(fields)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) =>
      name === 'fault' ? `fault=${(value as Fault).code}` : `${name}=${JSON.stringify(value)}`,
    );
  return [type, ...told].join(' ');
}

const looks: [string, About, Reading, typeof seen, number?][] = [
  ['active', untried(), active, seen],
  ['inactive', untried(), inactive, seen],
  ['closed', untried(), { says: 'inactive', text: 'closed', tookMs: 5 }, seen],
  ['inactive after a 429', user({ declined: 429 }), inactive, seen],
  ['inactive after a lost answer', user({ doubts: 1 }), inactive, seen],
  ['restore: active', untried('restore'), active, seen],
  ['restore: inactive', untried('restore'), inactive, seen],
  ['odd', untried(), odd, seen],
  ['odd after a 429', user({ declined: 429 }), odd, seen],
  ['odd after a lost answer', user({ doubts: 1 }), odd, seen],
  ['no person', untried(), noPerson('active'), seen],
  ['no person, but inactive', untried(), noPerson('inactive'), seen],
  ['key', untried(), key, seen],
  ['429', untried(), noReading('rate-limited', { ...limited, waitMs: 7_000 }), seen],
  ['429 without a wait, third time', user({ putOff: 2 }), noReading('rate-limited', limited), seen],
  ['429, last wait', user({ putOff: maxPutOffs - 1 }), noReading('rate-limited', limited), seen],
  ['429 too often', user({ putOff: maxPutOffs }), noReading('rate-limited', limited), seen],
  ['unreachable', untried(), noReading('unreachable'), seen],
  ['no answer', untried(), noReading('timed-out'), seen],
  ['other account', untried(), noReading('other-account'), seen],
  ['unsendable', user({ declined: 429 }), noReading('unsendable', { owner: 'us' }), seen],
  ['not managed', untried(), noReading('not-managed', { detail: 'd' }), seen],
  ['down', untried(), down(), seen],
  ['down again', user({ attempt: 0, unread: 1 }), down({ waitMs: 4_000 }), seen],
  ['down too often', user({ attempt: 0, unread: maxUnread - 1 }), down(), seen],
  ['down too often after a 429', user({ unread: maxUnread - 1, declined: 429 }), down(), seen],
  ['down too often, nobody read', user({ attempt: 0, unread: maxUnread - 1 }), down(), blind],
  ['forbidden for no reason', untried(), down({ status: 403, repeatable: false }), seen],
  ['broken for good', untried(), down({ repeatable: false }), seen],
  ['nobody read', untried(), down({ repeatable: false, waitMs: 999_000 }), blind],
  ['nobody read, dry run', untried('dry-run'), down({ repeatable: false }), blind],
  ['down, waived', untried(), down(), { ...blind, waived: true }],
];

const calls: [string, About, ReturnType<typeof faultAnswer>][] = [
  ['accepted', user(), accepted],
  ['accepted 200', user({ attempt: 2 }, 'restore'), { ok: true, value: null, status: 200, tookMs: 200 }],
  ['key', user(), answered('key-scoped', { owner: 'key' })],
  ['no answer', user(), answered('timed-out')],
  ['429', user(), answered('rate-limited', { ...limited, waitMs: 7_000 })],
  ['unreachable', user({ attempt: 2 }), answered('unreachable')],
  ['unreachable, to wait', user(), answered('unreachable', { waitMs: 5_000 })],
  ['unreachable, last attempt', user({ attempt: maxAttempts - 1 }), answered('unreachable')],
  ['unreachable too often', user({ attempt: maxAttempts }), answered('unreachable')],
  ['unsendable', user(), answered('unsendable', { owner: 'us', status: null, hint: 'h' })],
  ['refused', user(), answered('not-allowed', { detail: 'no', link: 'https://b.example', hint: 'h' })],
  ['refused by how we asked', user(), answered('bad-request', { owner: 'us', status: 400 })],
  ['refused on the way', user(), answered('redirected', { owner: 'network', status: 302 })],
  ['refused after a lost answer', user({ doubts: 1 }), answered('not-allowed')],
];

const readBacks: [string, About, Reading, typeof goesOn][] = [
  ['inactive', user(lost), inactive, goesOn],
  ['inactive after the end of the program', user({ doubts: 1, cutOff: 1 }), inactive, goesOn],
  ['active', user(lost), active, goesOn],
  ['active, second time', user({ ...lost, unchangedReads: 1 }), active, goesOn],
  ['active half a minute later', user({ ...lost, unchangedReads: 5 }), active, goesOn],
  [
    'active half a minute later, last attempt',
    user({ ...lost, unchangedReads: 5, attempt: maxAttempts }),
    active,
    goesOn,
  ],
  ['active half a minute later, stopping', user({ ...lost, unchangedReads: 5 }), active, stops],
  [
    'active half a minute after the end of the program',
    user({ doubts: 1, cutOff: 1, unchangedReads: 5 }),
    active,
    goesOn,
  ],
  ['active after a refusal', user({ doubt: refusal }), active, goesOn],
  ['active at once after a refusal after a lost answer', user({ doubt: refusal, doubts: 1 }), active, goesOn],
  [
    'active later after a refusal after a lost answer',
    user({ doubt: refusal, doubts: 1, unchangedReads: 5 }),
    active,
    goesOn,
  ],
  ['restore: active', user(lost, 'restore'), active, goesOn],
  ['restore: inactive', user(lost, 'restore'), inactive, goesOn],
  ['odd after a refusal', user({ doubt: refusal }), odd, goesOn],
  ['odd', user(lost), odd, goesOn],
  ['odd, without a fault', user({ doubts: 1, cutOff: 1 }), odd, goesOn],
  ['key', user(lost), key, goesOn],
  ['down', user(lost), down(), goesOn],
  ['down, to wait', user(lost), down({ waitMs: 60_000 }), goesOn],
  ['down, to wait a moment', user(lost), down({ waitMs: 10 }), goesOn],
  ['down, stopping', user(lost), down(), stops],
  ['down too often', user({ ...lost, unchangedReads: 1, failedReads: 4 }), down(), goesOn],
  ['gone', user(lost), noReading('not-found', { repeatable: false }), goesOn],
];

describe('an event in full', () => {
  it('of the reading before a call', () => {
    const said = looks.map(
      ([name, about, reading, readings]) => `${name}: ${line(judgeLook(about, reading, random, readings))}`,
    );
    expect(said.join('\n')).toMatchInlineSnapshot(`
      "active: call
      inactive: settled attempt=0 code=null detail=null hint="" message="Read before the call, the account was “inactive” already; nothing was changed." outcome="already-inactive" position=3 status=null tookMs=90
      closed: settled attempt=0 code=null detail=null hint="" message="Read before the call, the account was “closed” already; nothing was changed." outcome="already-inactive" position=3 status=null tookMs=5
      inactive after a 429: settled attempt=1 code=null detail=null hint="" message="An earlier call was not accepted. Read before the next one, the account is inactive." outcome="confirmed-inactive" position=3 status=null tookMs=90
      inactive after a lost answer: settled attempt=1 code=null detail=null hint="" message="The answer to an earlier call was lost. Read before the next one, the account is inactive." outcome="confirmed-inactive" position=3 status=null tookMs=90
      restore: active: settled attempt=0 code=null detail=null hint="" message="Read before the call, the account was “active” already; nothing was changed." outcome="already-active" position=3 status=null tookMs=90
      restore: inactive: call
      odd: settled attempt=0 code=null detail=null hint="Look at this account in admin.atlassian.com." message="Not called: the account reads “suspended”, which says neither active nor inactive." outcome="skipped" position=3 status=null tookMs=90
      odd after a 429: settled attempt=1 code=null detail=null hint="Look at this account in admin.atlassian.com." message="One earlier call was not accepted (429), and not carried out as far as is known. Not called again: the account reads “suspended”, which says neither active nor inactive." outcome="failed" position=3 status=null tookMs=90
      odd after a lost answer: settled attempt=1 code=null detail=null hint="Look at this account in admin.atlassian.com, or run it again: it is read first." message="The answer to an earlier call was lost. Not called again: the account reads “suspended”, which says neither active nor inactive." outcome="in-doubt" position=3 status=null tookMs=90
      no person: settled attempt=0 code=null detail=null hint="Look at this account in admin.atlassian.com." message="Not called: the account is no person’s, its type is “app”." outcome="skipped" position=3 status=null tookMs=90
      no person, but inactive: settled attempt=0 code=null detail=null hint="" message="Read before the call, the account was “inactive” already; nothing was changed." outcome="already-inactive" position=3 status=null tookMs=90
      key: key-refused fault=key-invalid position=3 tookMs=90
      429: deferred attempt=0 fault=rate-limited position=3 tookMs=90 waitMs=7050
      429 without a wait, third time: deferred attempt=1 fault=rate-limited position=3 tookMs=90 waitMs=3000
      429, last wait: deferred attempt=1 fault=rate-limited position=3 tookMs=90 waitMs=45000
      429 too often: settled attempt=1 code="rate-limited" detail=null hint="" message="A fault: rate-limited. Given up after 30 waits." outcome="failed" position=3 status=429 tookMs=90
      unreachable: deferred attempt=0 fault=unreachable position=3 tookMs=90 waitMs=750
      no answer: deferred attempt=0 fault=timed-out position=3 tookMs=90 waitMs=750
      other account: settled attempt=0 code="other-account" detail=null hint="" message="A fault: other-account." outcome="skipped" position=3 status=403 tookMs=90
      unsendable: settled attempt=1 code="unsendable" detail=null hint="" message="One earlier call was not accepted (429), and not carried out as far as is known. A fault: unsendable." outcome="failed" position=3 status=403 tookMs=90
      not managed: settled attempt=0 code="not-managed" detail="d" hint="" message="Not called: the account could not be read. A fault: not-managed." outcome="refused" position=3 status=403 tookMs=90
      down: deferred attempt=0 fault=server-error position=3 tookMs=90 unread=true waitMs=750
      down again: deferred attempt=0 fault=server-error position=3 tookMs=90 unread=true waitMs=4040
      down too often: settled attempt=0 code="server-error" detail="down" hint="Wait." link="https://a.example" message="Not called: the account could not be read. A fault: server-error. Given up after 6 readings." outcome="failed" position=3 status=503 tookMs=90
      down too often after a 429: settled attempt=1 code="server-error" detail="down" hint="Wait." link="https://a.example" message="One earlier call was not accepted (429), and not carried out as far as is known. Not called again: the account could not be read. A fault: server-error. Given up after 6 readings." outcome="failed" position=3 status=503 tookMs=90
      down too often, nobody read: paused code="nobody-read" hint="Lockstep asks now and then whether accounts can be read, and goes on by itself when they can. You can also go on without reading: then users who are inactive already are called too, and the report says of each that the account was not read." message="The first account cannot be read before its call, so nobody is called. A fault: server-error." waitMs=6000
      forbidden for no reason: settled attempt=0 code="server-error" detail="down" hint="Wait." link="https://a.example" message="Not called: the account could not be read. A fault: server-error." outcome="refused" position=3 status=403 tookMs=90
      broken for good: settled attempt=0 code="server-error" detail="down" hint="Wait." link="https://a.example" message="Not called: the account could not be read. A fault: server-error." outcome="failed" position=3 status=503 tookMs=90
      nobody read: paused code="nobody-read" hint="Lockstep asks now and then whether accounts can be read, and goes on by itself when they can. You can also go on without reading: then users who are inactive already are called too, and the report says of each that the account was not read." message="The first account cannot be read before its call, so nobody is called. A fault: server-error." waitMs=999000
      nobody read, dry run: settled attempt=0 code="server-error" detail="down" hint="Wait." link="https://a.example" message="Not called: the account could not be read. A fault: server-error." outcome="failed" position=3 status=503 tookMs=90
      down, waived: call"
    `);
  });

  it('of a user who is withheld', () => {
    const why = 'They are protected.';
    const said = [untried(), user(), user({ declined: 429 }), user({ doubts: 1 })].flatMap((about) =>
      [active, key].map((reading) => line(judgeWithheld(about, why, reading))),
    );
    expect(said.join('\n')).toMatchInlineSnapshot(`
      "settled attempt=0 code=null detail=null hint="" message="They are protected." outcome="skipped" position=3 status=null tookMs=90
      settled attempt=0 code=null detail=null hint="" message="They are protected." outcome="skipped" position=3 status=null tookMs=90
      settled attempt=1 code=null detail=null hint="" message="One earlier call was not accepted, and not carried out as far as is known. They are protected." outcome="failed" position=3 status=null tookMs=90
      settled attempt=1 code=null detail=null hint="" message="One earlier call was not accepted, and not carried out as far as is known. They are protected." outcome="failed" position=3 status=null tookMs=90
      settled attempt=1 code=null detail=null hint="" message="One earlier call was not accepted (429), and not carried out as far as is known. They are protected." outcome="failed" position=3 status=null tookMs=90
      settled attempt=1 code=null detail=null hint="" message="One earlier call was not accepted (429), and not carried out as far as is known. They are protected." outcome="failed" position=3 status=null tookMs=90
      settled attempt=1 code=null detail=null hint="" message="The answer to an earlier call was lost. They are protected." outcome="failed" position=3 status=null tookMs=90
      settled attempt=1 code=null detail=null hint="Look at this account in admin.atlassian.com, or run it again: it is read first." message="The answer to an earlier call was lost. They are protected." outcome="in-doubt" position=3 status=null tookMs=90"
    `);
  });

  it('of a call', () => {
    const said = calls.map(([name, about, answer]) => `${name}: ${line(judgeCall(about, answer, random))}`);
    expect(said.join('\n')).toMatchInlineSnapshot(`
      "accepted: settled attempt=1 code=null detail=null hint="" message="Atlassian accepted the call (204)." outcome="deactivated" position=3 status=204 tookMs=200
      accepted 200: settled attempt=2 code=null detail=null hint="" message="Atlassian accepted the call (200)." outcome="re-activated" position=3 status=200 tookMs=200
      key: key-refused fault=key-scoped position=3 tookMs=200
      no answer: doubted attempt=1 fault=timed-out position=3 tookMs=200
      429: deferred attempt=1 fault=rate-limited position=3 tookMs=200 waitMs=7050
      unreachable: deferred attempt=2 fault=unreachable position=3 tookMs=200 waitMs=1500
      unreachable, to wait: deferred attempt=1 fault=unreachable position=3 tookMs=200 waitMs=5000
      unreachable, last attempt: deferred attempt=3 fault=unreachable position=3 tookMs=200 waitMs=3000
      unreachable too often: settled attempt=4 code="unreachable" detail=null hint="" message="A fault: unreachable. Given up after 4 attempts." outcome="failed" position=3 status=null tookMs=200
      unsendable: settled attempt=1 code="unsendable" detail=null hint="h" message="A fault: unsendable." outcome="skipped" position=3 status=null tookMs=200
      refused: settled attempt=1 code="not-allowed" detail="no" hint="h" link="https://b.example" message="A fault: not-allowed." outcome="refused" position=3 status=403 tookMs=200
      refused by how we asked: settled attempt=1 code="bad-request" detail=null hint="" message="A fault: bad-request." outcome="failed" position=3 status=400 tookMs=200
      refused on the way: settled attempt=1 code="redirected" detail=null hint="" message="A fault: redirected." outcome="failed" position=3 status=302 tookMs=200
      refused after a lost answer: doubted attempt=1 fault=not-allowed position=3 tookMs=200"
    `);
  });

  it('of a conflict', () => {
    const conflict = faulted('conflict', { status: 409, detail: 'no' });
    const said = [active, inactive, odd, key, down()].map((reading) =>
      line(judgeConflict(user(), conflict, reading)),
    );
    expect(said.join('\n')).toMatchInlineSnapshot(`
      "settled attempt=1 code="conflict" detail="no" hint="" message="A fault: conflict." outcome="refused" position=3 status=409 tookMs=90
      settled attempt=1 code="conflict" detail="no" hint="" message="Atlassian did not accept the call (409). Read back after it, the account is inactive." outcome="confirmed-inactive" position=3 status=409 tookMs=90
      doubted attempt=1 fault=conflict position=3 tookMs=90
      key-refused fault=key-invalid position=3 tookMs=90
      doubted attempt=1 fault=conflict position=3 tookMs=90"
    `);
  });

  it('of a reading after a call', () => {
    const said = readBacks.map(
      ([name, about, reading, how]) => `${name}: ${line(judgeReadBack(about, reading, how))}`,
    );
    expect(said.join('\n')).toMatchInlineSnapshot(`
      "inactive: settled attempt=1 code="timed-out" detail=null hint="" message="A fault: timed-out. Read back after it, the account is inactive." outcome="confirmed-inactive" position=3 status=null tookMs=90
      inactive after the end of the program: settled attempt=1 code=null detail=null hint="" message="The program ended in the middle of the call, which may never have been sent. Read back after it, the account is inactive." outcome="confirmed-inactive" position=3 status=null tookMs=90
      active: read-back hint="" message="A fault: timed-out. Read back, the account is still active." position=3 reading="active" tookMs=90 waitMs=1000
      active, second time: read-back hint="" message="A fault: timed-out. Read back, the account is still active." position=3 reading="active" tookMs=90 waitMs=2000
      active half a minute later: deferred attempt=1 fault=timed-out position=3 tookMs=90 waitMs=0
      active half a minute later, last attempt: settled attempt=4 code="timed-out" detail=null hint="" message="A fault: timed-out. Half a minute later, the account is still active. Given up after 4 attempts." outcome="failed" position=3 status=null tookMs=90
      active half a minute later, stopping: settled attempt=1 code="timed-out" detail=null hint="" message="A fault: timed-out. Half a minute later, the account is still active. It was not called again: the run was stopped." outcome="failed" position=3 status=null tookMs=90
      active half a minute after the end of the program: deferred attempt=1 fault=connection-lost position=3 tookMs=90 waitMs=0
      active after a refusal: settled attempt=1 code="not-allowed" detail="no" hint="" link="https://b.example" message="A fault: not-allowed." outcome="refused" position=3 status=403 tookMs=90
      active at once after a refusal after a lost answer: read-back hint="" message="The answer to an earlier call was lost. A fault: not-allowed. Read back, the account is still active." position=3 reading="active" tookMs=90 waitMs=1000
      active later after a refusal after a lost answer: settled attempt=1 code="not-allowed" detail="no" hint="" link="https://b.example" message="A fault: not-allowed. The answer to an earlier call was lost. Half a minute after this one, the account is still active." outcome="refused" position=3 status=403 tookMs=90
      restore: active: settled attempt=1 code="timed-out" detail=null hint="" message="A fault: timed-out. Read back after it, the account is active." outcome="confirmed-active" position=3 status=null tookMs=90
      restore: inactive: read-back hint="" message="A fault: timed-out. Read back, the account is still inactive." position=3 reading="inactive" tookMs=90 waitMs=1000
      odd after a refusal: settled attempt=1 code="not-allowed" detail="no" hint="Look at this account in admin.atlassian.com, or run it again: it is read first." link="https://b.example" message="A fault: not-allowed. It could not be read back: The account reads “suspended”, which says neither active nor inactive." outcome="in-doubt" position=3 status=403 tookMs=90
      odd: settled attempt=1 code="timed-out" detail=null hint="Look at this account in admin.atlassian.com, or run it again: it is read first." message="A fault: timed-out. It could not be read back: The account reads “suspended”, which says neither active nor inactive." outcome="in-doubt" position=3 status=null tookMs=90
      odd, without a fault: settled attempt=1 code=null detail=null hint="Look at this account in admin.atlassian.com, or run it again: it is read first." message="The program ended in the middle of the call, which may never have been sent. It could not be read back: The account reads “suspended”, which says neither active nor inactive." outcome="in-doubt" position=3 status=null tookMs=90
      key: key-refused fault=key-invalid position=3 tookMs=90
      down: read-back fault=server-error hint="" message="A fault: timed-out. It could not be read back: A fault: server-error." position=3 reading="unreadable" tookMs=90 waitMs=1000
      down, to wait: read-back fault=server-error hint="" message="A fault: timed-out. It could not be read back: A fault: server-error." position=3 reading="unreadable" tookMs=90 waitMs=60050
      down, to wait a moment: read-back fault=server-error hint="" message="A fault: timed-out. It could not be read back: A fault: server-error." position=3 reading="unreadable" tookMs=90 waitMs=1000
      down, stopping: settled attempt=1 code="server-error" detail="down" hint="Look at this account in admin.atlassian.com, or run it again: it is read first." link="https://a.example" message="A fault: timed-out. It could not be read back: A fault: server-error." outcome="in-doubt" position=3 status=503 tookMs=90
      down too often: settled attempt=1 code="server-error" detail="down" hint="Look at this account in admin.atlassian.com, or run it again: it is read first." link="https://a.example" message="A fault: timed-out. Read back at first, it was not inactive yet; later it could not be read back: A fault: server-error." outcome="in-doubt" position=3 status=503 tookMs=90
      gone: settled attempt=1 code="not-found" detail=null hint="Look at this account in admin.atlassian.com, or run it again: it is read first." message="A fault: timed-out. It could not be read back: A fault: not-found." outcome="in-doubt" position=3 status=403 tookMs=90"
    `);
  });

  it('of a status, is told in Atlassian’s own word', () => {
    const read = (status: string) => readingOf({ ok: true, value: { status }, status: 200, tookMs: 5 });
    expect(read('closed')).toEqual({ says: 'inactive', text: 'closed', tookMs: 5 });
    expect(read('active')).toEqual({ says: 'active', text: 'active', tookMs: 5 });
    expect(read('suspended')).toEqual({ says: 'odd', text: 'suspended', tookMs: 5 });
  });

  it('of a call that the end of the program cut off', () => {
    expect(diedInCall).toMatchObject({ owner: 'us', effect: 'unknown', repeatable: true, waitMs: null });
  });

  it('of a user whom the end of a run leaves', () => {
    const because = 'The run ended.';
    const progress = { attempt: 2, doubt: refusal, message: 'Read once.' };
    const said = [
      notCalledAgain(3, { attempt: 2, doubts: 1 }),
      notCalledAgain(3, { attempt: 2, doubts: 1, cutOff: 1 }),
      leftInDoubt(3, progress, because),
      leftInDoubt(3, progress, because, true),
      leftInDoubt(3, { attempt: 1, doubt: null, message: '' }, because),
    ];
    expect(said.map(line).join('\n')).toMatchInlineSnapshot(`
      "settled attempt=2 code=null detail=null hint="" message="The answer to an earlier call was lost. Half a minute after it, the account was unchanged. It was not called again: the run was stopped." outcome="failed" position=3 status=null tookMs=0
      settled attempt=2 code=null detail=null hint="" message="An earlier call may never have been sent: the program ended in the middle of it. Half a minute after it, the account was unchanged. It was not called again: the run was stopped." outcome="failed" position=3 status=null tookMs=0
      settled attempt=2 code="not-allowed" detail="no" hint="Look at this account in admin.atlassian.com, or run it again: it is read first." link="https://b.example" message="Read once. The run ended." outcome="in-doubt" position=3 status=403 tookMs=0
      settled attempt=2 code="not-allowed" detail="no" hint="Look at this account in admin.atlassian.com, or run it again: it is read first." leftOpen=true link="https://b.example" message="Read once. The run ended." outcome="in-doubt" position=3 status=403 tookMs=0
      settled attempt=1 code=null detail=null hint="Look at this account in admin.atlassian.com, or run it again: it is read first." message="The program ended in the middle of the call, which may never have been sent. The run ended." outcome="in-doubt" position=3 status=null tookMs=0"
    `);
  });

  it('of the canary', () => {
    const canary = { act: 'deactivate', position: 3, reads: 0 } as const;
    const said = [
      judgeCanary(canary, inactive, random),
      judgeCanary(canary, active, random),
      judgeCanary({ ...canary, reads: 4 }, odd, random),
      judgeCanary({ ...canary, reads: 5 }, active, random),
      judgeCanary({ ...canary, act: 'restore' }, active, random),
      judgeCanary({ ...canary, act: 'restore' }, inactive, random),
      judgeCanary(canary, key, random),
      judgeCanary(canary, down(), random),
      judgeCanary(canary, down({ waitMs: 60_000 }), random),
      judgeCanary(canary, noReading('not-found', { repeatable: false }), random),
    ];
    expect(said.map(line).join('\n')).toMatchInlineSnapshot(`
      "canary-passed position=3
      canary-waited hint="Look at this user in admin.atlassian.com. Resume if the account is deactivated there, else stop." message="The first user was deactivated, but the account still reads “active”." position=3 waitMs=750
      canary-waited hint="Look at this user in admin.atlassian.com. Resume if the account is deactivated there, else stop." message="The first user was deactivated, but the account still reads “suspended”." position=3 waitMs=12000
      paused code="canary-unconfirmed" hint="Look at this user in admin.atlassian.com. Resume if the account is deactivated there, else stop." message="The first user was deactivated, but the account still reads “active”."
      canary-passed position=3
      canary-waited hint="Look at this user in admin.atlassian.com. Resume if the account is re-activated there, else stop." message="The first user was re-activated, but the account still reads “inactive”." position=3 waitMs=750
      key-refused fault=key-invalid position=3 tookMs=90
      canary-waited fault=server-error hint="Look at this user in admin.atlassian.com. Resume if the account is deactivated there, else stop." message="The first user was deactivated, but the account could not be read back: A fault: server-error." position=3 waitMs=750
      canary-waited fault=server-error hint="Look at this user in admin.atlassian.com. Resume if the account is deactivated there, else stop." message="The first user was deactivated, but the account could not be read back: A fault: server-error." position=3 waitMs=60050
      paused code="canary-unconfirmed" hint="Look at this user in admin.atlassian.com. Resume if the account is deactivated there, else stop." message="The first user was deactivated, but the account could not be read back: A fault: not-found.""
    `);
  });

  it('of a probe', () => {
    const code = 'faults-in-a-row' as const;
    const probe = { probes: 0, position: 3, code };
    const blindProbe = { ...probe, code: 'nobody-read' } as const;
    const said = [
      judgeProbe(probe, active, random),
      judgeProbe(blindProbe, odd, random),
      judgeProbe(probe, key, random),
      judgeProbe(probe, down(), random),
      judgeProbe({ ...probe, probes: 2 }, down(), random),
      judgeProbe(probe, noReading('timed-out'), random),
      judgeProbe(probe, noReading('rate-limited', { ...limited, waitMs: 9_000 }), random),
      judgeProbe(probe, noReading('not-found'), random),
      judgeProbe(blindProbe, noReading('not-found'), random),
      halted({ message: 'No key.', hint: 'A new one.' }),
    ];
    expect(said.map(line).join('\n')).toMatchInlineSnapshot(`
      "resumed by="probe"
      resumed by="probe"
      key-refused fault=key-invalid position=3 tookMs=90
      probed fault=server-error waitMs=12000
      probed fault=server-error waitMs=45000
      probed fault=timed-out waitMs=12000
      probed fault=rate-limited waitMs=9050
      resumed by="probe"
      probed fault=not-found waitMs=12000
      ended code="key-refused" hint="A new one." how="halted" message="No key.""
    `);
  });
});

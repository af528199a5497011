import { describe, expect, it } from 'vitest';
import { maxAttempts, maxPutOffs, maxUnread } from '#lib/domain/run/backoff';
import { judgeCanary, judgeProbe } from '#lib/domain/run/judge/breakers';
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

function user(given: Partial<About['progress']> = {}, act: About['act'] = 'deactivate'): About {
  return { act, position: 3, progress: { ...freshUser(0), attempt: 1, ...given } };
}

const seen = { waived: false, nobodyRead: () => false };
const probe = { probes: 0, position: 3, code: 'faults-in-a-row' } as const;

describe('the reading before a call', () => {
  it('lets an active account be called', () => {
    expect(judgeLook(user(), readingAs('active'), 0, seen)).toBeNull();
  });

  it('finds what is inactive already, and claims nothing', () => {
    expect(judgeLook(user({ attempt: 0 }), readingAs('inactive'), 0, seen)).toMatchObject({
      outcome: 'already-inactive',
    });
  });

  it('says confirmed, not already, once a call was made, and why that is not known', () => {
    const outcome = 'confirmed-inactive';
    const read = (given: Parameters<typeof user>[0]) =>
      judgeLook(user(given), readingAs('inactive'), 0, seen);
    const says = (message: string) => ({ outcome, message: expect.stringContaining(message) });
    expect(read({ attempt: 1 })).toMatchObject(says('was not accepted'));
    expect(read({ doubts: 1 })).toMatchObject(says('was lost'));
    expect(read({ doubts: 1, cutOff: 1 })).toMatchObject(says('may never have been sent'));
    expect(read({ doubts: 2, cutOff: 1 })).toMatchObject(says('was lost'));
  });

  it('takes a closed account for an inactive one', () => {
    const value = { status: 'closed' };
    expect(readingOf({ ok: true, value, status: 200, tookMs: 1 }).says).toBe('inactive');
  });

  it.each([
    [readingAs('odd'), 'skipped', 'suspended'],
    [{ ...readingAs('active'), notPerson: 'app' }, 'skipped', 'app'],
    [noReading('other-account', { detail: 'w' }), 'skipped', 'other-account'],
    [noReading('not-found', { status: 404, detail: 'w' }), 'refused', 'not-found'],
    [noReading('not-managed', { detail: 'w' }), 'refused', 'not-managed'],
    [noReading('not-allowed', { owner: 'atlassian', detail: 'w' }), 'refused', 'not-allowed'],
    [noReading('bad-request', { owner: 'us', status: 400, detail: 'w' }), 'failed', 'bad-request'],
  ] as [Reading, string, string][])('%j calls nobody: %s', (reading, outcome, said) => {
    const event = judgeLook(user({ attempt: 0 }), reading, 0, seen);
    expect(event).toMatchObject({ outcome, attempt: 0, message: expect.stringContaining(said) });
    if (reading.says === 'nothing') expect(event).toMatchObject({ detail: 'w' });
    expect(judgeLook(user({ attempt: 0 }, 'dry-run'), reading, 0, seen)).toMatchObject({ outcome });
    // A reading does not tell whether a call with a lost answer took effect.
    expect(judgeLook(user({ doubts: 1 }), reading, 0, seen)).toMatchObject({ outcome: 'in-doubt' });
  });

  it.each([
    [readingAs('odd'), 'failed', /the account reads “suspended”/],
    [{ ...readingAs('active'), notPerson: 'app' }, 'failed', /no person’s/],
    [noReading('not-found', { status: 404 }), 'refused', /not-found/],
    [noReading('not-allowed', { owner: 'atlassian', status: 403 }), 'refused', /could not be read/],
  ] as [Reading, string, RegExp][])(
    'says of a user who was called once that %j: %s',
    (reading, outcome, why) => {
      const event = judgeLook(user({ attempt: 1, declined: 429 }), reading, 0, seen);
      const message = 'One earlier call was not accepted (429), and not carried out as far as is known. ';
      expect(event).toMatchObject({ outcome, attempt: 1, message: expect.stringContaining(message) });
      expect(event).toMatchObject({ message: expect.stringMatching(why) });
      expect(event).not.toMatchObject({ message: expect.stringContaining('Not called:') });
    },
  );

  it('says of a user who is withheld what is known of earlier calls', () => {
    const why = 'Ada is protected.';
    const active = readingAs('active');
    const judge = (given: Parameters<typeof user>[0], reading = active) =>
      judgeWithheld(user(given), why, reading);
    expect(judge({ attempt: 0 })).toMatchObject({ outcome: 'skipped', message: why });
    expect(judge({ attempt: 2, declined: 429 })).toMatchObject({
      outcome: 'failed',
      message: `2 earlier calls were not accepted (429), and not carried out as far as is known. ${why}`,
    });
    const lost = `The answer to an earlier call was lost. ${why}`;
    expect(judge({ doubts: 1 })).toMatchObject({ outcome: 'failed', message: lost });
    const unread = noReading('timed-out');
    expect(judge({ doubts: 1 }, unread)).toMatchObject({ outcome: 'in-doubt', message: lost });
    expect(judge({ attempt: 0 }, unread)).toMatchObject({ outcome: 'skipped', message: why });
  });

  it('takes an account of no person for what it is, and of an unknown type for none', () => {
    const read = (type: string | null) =>
      readingOf({ ok: true, value: { status: 'active', type }, status: 200, tookMs: 1 });
    for (const type of ['atlassian', null]) expect(judgeLook(user(), read(type), 0, seen)).toBeNull();
    for (const type of ['app', 'customer', 'something-new'])
      expect(judgeLook(user({ attempt: 0 }), read(type), 0, seen)).toMatchObject({ outcome: 'skipped' });
  });

  it('reads again after a failed reading, up to a limit', () => {
    const silent = noReading('server-error', { owner: 'atlassian', status: 503 });
    expect(judgeLook(user(), silent, 0, seen)).toMatchObject({ type: 'deferred', unread: true });
    expect(judgeLook(user({ unread: maxUnread - 1 }), silent, 0, seen)).toMatchObject({ outcome: 'failed' });
  });

  it('pauses where nobody could be read so far, but a dry run', () => {
    const none = { waived: false, nobodyRead: () => true };
    const closed = noReading('not-allowed', { owner: 'atlassian' });
    expect(judgeLook(user(), closed, 0, none)).toMatchObject({ type: 'paused', code: 'nobody-read' });
    expect(judgeLook(user({}, 'dry-run'), closed, 0, none)).toMatchObject({ outcome: 'refused' });
    const gone = noReading('not-found', { status: 404 });
    expect(judgeLook(user(), gone, 0, none)).toMatchObject({ outcome: 'refused' });
  });

  it('calls unread only where the admin went on without readings, and the reading says nothing', () => {
    const waived = { waived: true, nobodyRead: () => true };
    expect(judgeLook(user(), noReading('server-error', { owner: 'atlassian' }), 0, waived)).toBeNull();
    expect(judgeLook(user(), noReading('timed-out'), 0, waived)).toBeNull();
    for (const reading of [
      readingAs('odd'),
      readingAs('inactive'),
      noReading('not-found'),
      noReading('other-account'),
      noReading('key-scoped', { owner: 'key' }),
      noReading('rate-limited', { owner: 'organisation' }),
      noReading('unreachable'),
    ])
      expect(judgeLook(user(), reading, 0, waived)).not.toBeNull();
  });

  it('waits if Atlassian is out of reach, and gives up after a number of waits', () => {
    const gone = noReading('unreachable');
    expect(judgeLook(user(), gone, 0, seen)).toMatchObject({ type: 'deferred', attempt: 1 });
    expect(judgeLook(user({ putOff: maxPutOffs }), gone, 0, seen)).toMatchObject({ outcome: 'failed' });
  });

  it('passes a refused key on to the run', () => {
    expect(judgeLook(user(), noReading('key-invalid', { owner: 'key' }), 0, seen)).toMatchObject({
      type: 'key-refused',
      fault: { code: 'key-invalid' },
    });
  });
});

describe('the answer to a call', () => {
  it('is success only where Atlassian said so', () => {
    expect(judgeCall(user(), accepted, 0)).toMatchObject({ outcome: 'deactivated', status: 204 });
    expect(judgeCall(user({}, 'restore'), accepted, 0)).toMatchObject({ outcome: 're-activated' });
  });

  it.each([
    ['not-managed', 'refused', { owner: 'user' }],
    ['unverified', 'refused', { owner: 'user' }],
    ['identity-provider', 'refused', { owner: 'user' }],
    ['not-allowed', 'refused', { owner: 'user' }],
    ['not-found', 'refused', { owner: 'user' }],
    ['bad-request', 'failed', { owner: 'us' }],
    ['unsendable', 'skipped', { owner: 'us' }],
  ] as const)('%s is %s, with Atlassian’s words kept', (code, outcome, given) => {
    const detail = 'in its own words';
    expect(judgeCall(user(), faultAnswer(code, { ...given, detail }), 0)).toMatchObject({
      type: 'settled',
      outcome,
      code,
      detail,
    });
  });

  it.each(['key-invalid', 'key-scoped', 'key-forbidden'] as const)(
    '%s is nobody’s outcome, in an answer as in a reading',
    (code) => {
      const expected = { type: 'key-refused', position: 3, fault: { code } };
      const unread = noReading(code, { owner: 'key' });
      expect(judgeCall(user(), faultAnswer(code, { owner: 'key' }), 0)).toMatchObject(expected);
      expect(judgeLook(user(), unread, 0, seen)).toMatchObject(expected);
    },
  );

  it.each(['server-error', 'timed-out', 'connection-lost', 'unreadable', 'redirected'] as const)(
    '%s after sending is a doubt, whatever else could be said of it',
    (code) => {
      const answer = faultAnswer(code, { effect: 'unknown', owner: 'atlassian' });
      expect(judgeCall(user({ attempt: maxAttempts }), answer, 0)).toMatchObject({ type: 'doubted' });
    },
  );

  it.each([
    ['not-allowed', {}],
    ['not-found', { status: 404 }],
    ['conflict', { status: 409 }],
    ['bad-request', { owner: 'us', status: 400 }],
  ] as const)('a refusal (%s) after a lost answer is read back, whatever its code', (code, given) => {
    expect(judgeCall(user({ doubts: 1 }), faultAnswer(code, given), 0)).toMatchObject({ type: 'doubted' });
  });

  it('waits as asked after a 429, up to a limit', () => {
    const slow = faultAnswer('rate-limited', { owner: 'organisation', waitMs: 7_000 });
    expect(judgeCall(user(), slow, 0)).toMatchObject({ type: 'deferred', waitMs: 7_000 });
    expect(judgeCall(user({ attempt: 20 }), slow, 0)).toMatchObject({ type: 'deferred' });
    expect(judgeCall(user({ putOff: maxPutOffs }), slow, 0)).toMatchObject({ outcome: 'failed' });
  });

  it('tries again if nothing was sent, up to a limit', () => {
    expect(judgeCall(user(), faultAnswer('unreachable'), 0)).toMatchObject({ type: 'deferred' });
    expect(judgeCall(user({ attempt: maxAttempts }), faultAnswer('unreachable'), 0)).toMatchObject({
      outcome: 'failed',
    });
  });
});

describe('the breakers', () => {
  const canary = { act: 'deactivate' as const, position: 0, reads: 0 };

  it('lets the rest follow only where the canary reads as it should', () => {
    expect(judgeCanary(canary, readingAs('inactive'), 0)).toMatchObject({ type: 'canary-passed' });
    expect(judgeCanary(canary, readingAs('active'), 0)).toMatchObject({ type: 'canary-waited' });
    expect(judgeCanary({ ...canary, reads: 5 }, readingAs('active'), 0)).toMatchObject({
      type: 'paused',
      code: 'canary-unconfirmed',
    });
    expect(judgeCanary({ ...canary, act: 'restore' }, readingAs('inactive'), 0).type).toBe('canary-waited');
    expect(judgeCanary(canary, noReading('key-invalid', { owner: 'key' }), 0)).toMatchObject({
      type: 'key-refused',
    });
  });

  it('goes on by itself once Atlassian answers, whatever it answers', () => {
    expect(judgeProbe({ ...probe, probes: 0 }, readingAs('active'), 0)).toEqual({
      type: 'resumed',
      by: 'probe',
    });
    expect(judgeProbe({ ...probe, probes: 0 }, noReading('not-found', { owner: 'user' }), 0).type).toBe(
      'resumed',
    );
    expect(judgeProbe({ ...probe, probes: 0 }, noReading('timed-out'), 0).type).toBe('probed');
    expect(
      judgeProbe({ ...probe, probes: 0 }, noReading('server-error', { owner: 'atlassian' }), 0).type,
    ).toBe('probed');
    expect(
      judgeProbe(
        { ...probe, probes: 0 },
        noReading('rate-limited', { owner: 'organisation', waitMs: 9_000 }),
        0,
      ),
    ).toMatchObject({ type: 'probed', waitMs: 9_000 });
    expect(judgeProbe({ ...probe, probes: 0 }, noReading('key-invalid', { owner: 'key' }), 0)).toMatchObject({
      type: 'key-refused',
    });
  });
});

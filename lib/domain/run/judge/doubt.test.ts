import { describe, expect, it } from 'vitest';
import { maxAttempts } from '#lib/domain/run/backoff';
import { judgeConflict, judgeReadBack } from '#lib/domain/run/judge/doubt';
import type { About, Reading } from '#lib/domain/run/judge/judge';
import { freshUser } from '#lib/domain/run/user';
import { faultAnswer, noReading, readingAs } from '#test/samples/run';

function user(given: Partial<About['progress']> = {}, act: About['act'] = 'deactivate'): About {
  return { act, position: 3, progress: { ...freshUser(0), attempt: 1, ...given } };
}

function faulted(...given: Parameters<typeof faultAnswer>) {
  const answer = faultAnswer(...given);
  if (answer.ok) throw new Error('a fault');
  return answer.fault;
}

const goesOn = { random: 0, stopping: false };
const stops = { random: 0, stopping: true };
const lost = { doubt: faulted('timed-out', { message: 'No answer in time.' }), doubts: 1 };
const refusal = faulted('not-allowed', { status: 403, detail: 'no', message: 'Not allowed.' });

describe('a first conflict', () => {
  const conflict = faulted('conflict', { status: 409, detail: 'no' });

  it('is a refusal where the account still reads as before', () => {
    const event = judgeConflict(user(), conflict, readingAs('active'));
    expect(event).toMatchObject({ outcome: 'refused', detail: 'no' });
  });

  it('is confirmed, never already, where the account is as it should be', () => {
    const event = judgeConflict(user(), conflict, readingAs('inactive'));
    expect(event).toMatchObject({ outcome: 'confirmed-inactive', detail: 'no' });
    const restored = judgeConflict(user({}, 'restore'), conflict, readingAs('active'));
    expect(restored).toMatchObject({ outcome: 'confirmed-active' });
  });

  it('is read on where the reading says nothing, and ends the run where that refuses the key', () => {
    for (const reading of [noReading('timed-out'), readingAs('odd')])
      expect(judgeConflict(user(), conflict, reading)).toMatchObject({ type: 'doubted', fault: conflict });
    const key = noReading('key-invalid', { owner: 'key' });
    expect(judgeConflict(user(), conflict, key)).toMatchObject({ type: 'key-refused' });
    const read = judgeReadBack(user({ doubt: conflict }), readingAs('active'), goesOn);
    expect(read).toMatchObject({ outcome: 'refused', message: conflict.message, detail: 'no' });
  });
});

describe('reading back', () => {
  it('confirms what reads inactive, and never claims to have done it', () => {
    const event = judgeReadBack(user(lost), readingAs('inactive'), goesOn);
    expect(event).toMatchObject({ outcome: 'confirmed-inactive' });
    const restored = judgeReadBack(user(lost, 'restore'), readingAs('active'), goesOn);
    expect(restored).toMatchObject({ outcome: 'confirmed-active' });
  });

  it('takes six readings over half a minute before another call', () => {
    const pauses: number[] = [];
    for (let unchangedReads = 0; ; unchangedReads += 1) {
      const event = judgeReadBack(user({ ...lost, unchangedReads }), readingAs('active'), goesOn);
      if (event.type !== 'read-back') {
        expect(event).toMatchObject({ type: 'deferred', waitMs: 0 });
        expect(unchangedReads + 1).toBe(6);
        break;
      }
      pauses.push(event.waitMs);
    }
    expect(pauses).toEqual(pauses.toSorted((one, other) => one - other));
    expect(pauses.reduce((sum, each) => sum + each)).toBe(30_000);
  });

  it('counts readings that said nothing, but never takes one of them for an unchanged account', () => {
    const gone = noReading('timed-out');
    const first = judgeReadBack(user(lost), gone, goesOn);
    expect(first).toMatchObject({ type: 'read-back', reading: 'unreadable', fault: { code: 'timed-out' } });
    const mixed = { ...lost, unchangedReads: 3, failedReads: 2 };
    expect(judgeReadBack(user(mixed), readingAs('active'), goesOn)).toMatchObject({ type: 'deferred' });
    expect(judgeReadBack(user(mixed), gone, goesOn)).toMatchObject({
      outcome: 'in-doubt',
      message: expect.stringContaining('Read back at first, it was not inactive yet'),
      hint: expect.stringContaining('admin.atlassian.com'),
    });
    expect(judgeReadBack(user({ ...lost, failedReads: 5 }), gone, goesOn)).toMatchObject({
      outcome: 'in-doubt',
      message: expect.stringContaining('It could not be read back'),
    });
  });

  it('leaves in doubt at once what cannot be read at all', () => {
    for (const reading of [readingAs('odd'), noReading('not-found', { repeatable: false })])
      expect(judgeReadBack(user(lost), reading, goesOn)).toMatchObject({ outcome: 'in-doubt' });
  });

  it('waits as long as Atlassian asks', () => {
    const slow = noReading('rate-limited', { owner: 'organisation', waitMs: 60_000 });
    expect(judgeReadBack(user(lost), slow, goesOn)).toMatchObject({ type: 'read-back', waitMs: 60_000 });
  });

  it.each([
    ['not-allowed', { status: 403 }, 'refused'],
    ['not-found', { status: 404 }, 'refused'],
    ['conflict', { status: 409 }, 'refused'],
    ['bad-request', { owner: 'us', status: 400 }, 'failed'],
  ] as const)(
    'believes a refusal (%s) after a lost answer only half a minute later',
    (code, given, outcome) => {
      const doubt = faulted(code, { ...given, detail: 'no' });
      const about = { doubts: 1, doubt, attempt: 2 };
      expect(judgeReadBack(user(about), readingAs('active'), goesOn)).toMatchObject({ type: 'read-back' });
      expect(judgeReadBack(user(about), readingAs('inactive'), goesOn)).toMatchObject({
        outcome: 'confirmed-inactive',
      });
      const last = judgeReadBack(user({ ...about, unchangedReads: 5 }), readingAs('active'), goesOn);
      expect(last).toMatchObject({
        outcome,
        code,
        detail: 'no',
        message: expect.stringContaining('still active'),
      });
      const unread = judgeReadBack(user({ ...about, failedReads: 5 }), noReading('timed-out'), goesOn);
      expect(unread).toMatchObject({ outcome: 'in-doubt' });
    },
  );

  it('gives up after the last attempt, and where the run is stopping: nobody is called again', () => {
    const unchanged = { ...lost, unchangedReads: 5 };
    const last = judgeReadBack(user({ ...unchanged, attempt: maxAttempts }), readingAs('active'), goesOn);
    expect(last).toMatchObject({ outcome: 'failed', message: expect.stringContaining('Given up') });
    const stopped = judgeReadBack(user(unchanged), readingAs('active'), stops);
    expect(stopped).toMatchObject({ outcome: 'failed', message: expect.stringContaining('stopped') });
    expect(judgeReadBack(user(lost), noReading('timed-out'), stops)).toMatchObject({ outcome: 'in-doubt' });
  });

  it('says only what is known of a call that the end of the program cut off', () => {
    const cut = { doubts: 1, cutOff: 1 };
    const event = judgeReadBack(user(cut), readingAs('inactive'), goesOn);
    expect(event).toMatchObject({ message: expect.stringContaining('may never have been sent') });
    const refused = judgeReadBack(
      user({ ...cut, doubt: refusal, unchangedReads: 5 }),
      readingAs('active'),
      goesOn,
    );
    expect(refused).toMatchObject({
      outcome: 'refused',
      message: expect.stringContaining('may never have been sent'),
    });
    expect(refused).not.toMatchObject({ message: expect.stringContaining('was lost') });
  });

  it('passes a refused key on to the run', () => {
    const key: Reading = noReading('key-invalid', { owner: 'key' });
    expect(judgeReadBack(user(lost), key, goesOn)).toMatchObject({ type: 'key-refused', position: 3 });
  });
});

import { describe, expect, it } from 'vitest';
import { classifyRecorded } from '#lib/adapters/atlassian/answers/classify-recorded';
import { atlassianApiUrl } from '#lib/domain/connection/api-url';
import { recordDigest, recordedOutcomes } from '#lib/domain/postman/outcomes';
import { atOnce } from '#lib/domain/text/pieces';
import {
  newmanFile,
  readPostmanResults,
  runnerFile,
  type SampleCall,
  sampleKey,
} from '#test/samples/postman';

function outcomes(text: string) {
  const reading = readPostmanResults(text);
  if (!reading.ok) throw new Error(reading.message);
  return atOnce(
    recordedOutcomes(reading.recording, classifyRecorded(reading.recording.secrets, 0), [atlassianApiUrl]),
  );
}

const only = (...calls: SampleCall[]) => outcomes(newmanFile(calls)).map(({ event }) => event.outcome);

const scim =
  '{"key":"forbidden.action","context":{"allowed":false,"reason":{"key":"externalDirectory.scim"}}}';

describe('what a recorded answer means', () => {
  it.each([
    [204, '', 'deactivated'],
    [403, scim, 'refused'],
    [404, '{"key":"accountNotFound"}', 'refused'],
    [409, '{"key":"conflict.lifecycleErrors"}', 'refused'],
    [401, '{"key":"unauthorized"}', 'failed'],
    [429, '', 'failed'],
    [400, '{"key":"bodyParseFailure"}', 'failed'],
    [500, '', 'in-doubt'],
    [302, '', 'in-doubt'],
    [408, '', 'in-doubt'],
    [200, '<!doctype html><title>Sign in</title>', 'in-doubt'],
  ])('of Newman: %i %s is %s', (status, body, outcome) => {
    expect(only({ accountId: 'a', status, body })).toEqual([outcome]);
  });

  it('is a doubt where the answer was lost, and a failure where nothing was sent', () => {
    expect(only({ accountId: 'a', status: null })).toEqual(['in-doubt']);
    expect(only({ accountId: 'a', status: null, errorCode: 'ECONNREFUSED' })).toEqual(['failed']);
    const errorCode = 'UNABLE_TO_VERIFY_LEAF_SIGNATURE';
    expect(only({ accountId: 'a', status: null, errorCode })).toEqual(['failed']);
  });

  it('is not guessed from packed bytes', () => {
    const bytes = [0x1f, 0x8b, 0x08, 0, 0, 0, 0, 0, 0, 3, 0xab, 0x56, 0xca];
    const [refused, accepted] = outcomes(
      newmanFile([
        { accountId: 'a', status: 409, bytes },
        { accountId: 'b', status: 200, bytes },
      ]),
    );
    expect([refused?.event.outcome, refused?.event.detail]).toEqual(['refused', null]);
    expect(accepted?.event.outcome).toBe('in-doubt');
  });

  it('is never more than its status where Postman keeps nothing else', () => {
    const calls = [204, 403, 401, 429, 500, null, 207].map((status, index) => ({
      accountId: `a${index}`,
      status,
    }));
    const found = outcomes(runnerFile(calls, true));
    expect(found.map(({ event }) => event.outcome)).toEqual([
      'deactivated',
      'refused',
      'failed',
      'failed',
      'in-doubt',
      'in-doubt',
      'in-doubt',
    ]);
    expect(
      found.every(({ event }) => event.code === null && event.message.startsWith('Postman recorded')),
    ).toBe(true);
  });

  it('of Postman is no success where the test’s name says that a page came', () => {
    const calls: SampleCall[] = [
      { accountId: 'a', status: 200, body: '<!doctype html><title>Log in</title>' },
      { accountId: 'b', status: 200, body: '{}' },
    ];
    const found = outcomes(runnerFile(calls, true));
    expect(found.map(({ event }) => event.outcome)).toEqual(['in-doubt', 'deactivated']);
    expect(found[0]?.event.message).toContain('neither empty nor JSON');
  });

  it('explains a refusal as a live one, in Atlassian’s own words', () => {
    const [found] = outcomes(newmanFile([{ accountId: 'a', status: 403, body: scim }]));
    expect(found?.event).toMatchObject({ code: 'identity-provider', status: 403 });
    expect(found?.event.message).toMatch(/^Newman recorded: Managed by your identity provider/);
    expect(found?.event.hint).not.toBe('');
  });

  it('never quotes the key, which Newman writes into its file', () => {
    const body = JSON.stringify({ key: 'forbidden', errorDetail: `bad key ${sampleKey}` });
    const found = outcomes(newmanFile([{ accountId: 'a', status: 403, body }]));
    expect(JSON.stringify(found)).not.toContain(sampleKey);
    expect(found[0]?.event.detail).toContain('bad key');
  });
});

it.each([204, 200, 403, 500, null])(
  'what another host than Atlassian’s answered is in doubt: %j',
  (status) => {
    const [found] = outcomes(newmanFile([{ accountId: 'a', status }], 'bar.atlassian.net'));
    expect(found?.event).toMatchObject({ outcome: 'in-doubt', status, code: null });
    expect(found?.event.message).toContain('from https://bar.atlassian.net, which is not Atlassian’s API');
  },
);

describe('several calls for one account', () => {
  it.each([
    [[403, 204], 'deactivated'],
    [[204, 409], 'deactivated'],
    [[500, 409], 'in-doubt'],
    [[500, 204], 'deactivated'],
    [[429, 403], 'refused'],
  ])('%j count as %s', (statuses, outcome) => {
    const found = outcomes(newmanFile(statuses.map((status) => ({ accountId: 'a', status }))));
    expect(found).toHaveLength(1);
    expect(found[0]?.event).toMatchObject({ outcome, attempt: 2, tookMs: 24 });
  });

  it.each([
    ['a later one that activates the account', ['disable', 'enable'], 'in-doubt'],
    ['one that takes back its deletion', ['disable', 'cancel-delete'], 'in-doubt'],
    ['an earlier one', ['enable', 'disable'], 'deactivated'],
    ['one in between', ['disable', 'enable', 'disable'], 'deactivated'],
  ])('of which %s is in the file: %j', (_, acts, outcome) => {
    const calls = acts.map((act) => ({ accountId: act === 'disable' ? 'A' : 'a', status: 204, act }));
    const found = outcomes(newmanFile(calls));
    expect(found.map(({ event }) => event.outcome)).toEqual([outcome]);
  });

  it('of Postman are in doubt where another request of the file activates accounts', () => {
    const file = JSON.parse(runnerFile([{ accountId: 'a', status: 204 }], true));
    const url = 'https://api.atlassian.com/users/b/manage/lifecycle/enable';
    file.results.push({ ...file.results[0], id: 'request-2', url });
    expect(outcomes(JSON.stringify(file)).map(({ event }) => event.outcome)).toEqual(['in-doubt']);
  });

  it('keep the place of the first', () => {
    const found = outcomes(newmanFile(['b', 'a', 'b'].map((accountId) => ({ accountId, status: 204 }))));
    expect(found.map((each) => String(each.accountId))).toEqual(['b', 'a']);
  });
});

describe('the digest of results', () => {
  it.each([0, 1, 200, 401])('is that of the whole, for %i outcomes', (count) => {
    const calls = Array.from({ length: Math.max(1, count) }, (_, at) => ({
      accountId: `a${at}`,
      status: 204,
    }));
    const reading = readPostmanResults(newmanFile(calls));
    if (!reading.ok) throw new Error(reading.message);
    const { recording } = reading;
    const outcomes = atOnce(recordedOutcomes(recording, classifyRecorded([], 0), [atlassianApiUrl])).slice(
      0,
      count,
    );
    const parts: string[] = [];
    const written = { add: (text: string) => void parts.push(text), digest: () => parts.join('') };
    const whole = JSON.stringify([recording.startedAt, recording.endedAt, outcomes]);
    expect(atOnce(recordDigest(recording, outcomes, written))).toBe(whole);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCall } from '#lib/domain/postman/recording';
import {
  newmanFile,
  readPostmanResults,
  runnerFile,
  type SampleCall,
  sampleKey,
} from '#test/samples/postman';

const someCalls = fc.array(
  fc.record({
    accountId: fc.stringMatching(/^[A-Za-z0-9_|:-]{1,128}$/),
    status: fc.oneof(fc.constant(null), fc.integer({ min: 100, max: 599 })),
  }),
  { minLength: 1, maxLength: 20 },
);

function read(text: string) {
  const reading = readPostmanResults(text);
  if (!reading.ok) throw new Error(reading.message);
  return reading.recording;
}

const short = (text: string) =>
  read(text).calls.map(({ accountId, exchange }) => ({
    accountId: String(accountId),
    status: exchange.kind === 'answered' ? exchange.status : null,
  }));

/** The file from collections of earlier versions, whose tests did not check the body. */
const earlier = (text: string) => text.replaceAll(', and the answer (empty) is empty or JSON', '');

describe('results of Newman', () => {
  it('give back every call with its account and its answer, in order', () => {
    fc.assert(
      fc.property(someCalls, (calls) => {
        expect(short(newmanFile(calls))).toEqual(calls);
      }),
    );
  });

  it('say when the run was, where its calls went, and for which organisation', () => {
    const recording = read(newmanFile([{ accountId: 'a', status: 403, body: '{"key":"forbidden"}' }]));
    expect(recording).toMatchObject({
      tool: 'newman',
      collection: 'Bulk deactivate',
      startedAt: 1_700_000_000_000,
      endedAt: 1_700_000_060_000,
      organisationId: 'org-1',
      origins: ['https://api.atlassian.com'],
      secrets: [sampleKey],
    });
    expect(recording.calls[0]).toMatchObject({ exchange: { body: '{"key":"forbidden"}' }, tookMs: 12 });
  });

  it('tell an error before the first byte from a lost answer', () => {
    const calls = ['ECONNREFUSED', 'ENOTFOUND', 'CERT_HAS_EXPIRED', 'ECONNRESET', 'ESOCKETTIMEDOUT', ''];
    const text = newmanFile(
      calls.map((errorCode, index) => ({ accountId: `a${index}`, status: null, errorCode })),
    );
    const sent = read(text).calls.map(({ exchange }) => exchange.kind === 'unanswered' && exchange.sent);
    expect(sent).toEqual([false, false, false, true, true, true]);
  });

  it.each([
    'CERT_HAS_EXPIRED',
    'CERT_NOT_YET_VALID',
    'CERT_REVOKED',
    'CERT_SIGNATURE_FAILURE',
    'CERT_UNTRUSTED',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'HOSTNAME_MISMATCH',
    'INVALID_CA',
    'INVALID_PURPOSE',
    'PATH_LENGTH_EXCEEDED',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY',
    'UNABLE_TO_GET_CRL',
    'UNABLE_TO_GET_ISSUER_CERT',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  ])('take %s for a call that was never sent', (errorCode) => {
    const [call] = read(newmanFile([{ accountId: 'a', status: null, errorCode }])).calls;
    expect(call?.exchange).toEqual({ kind: 'unanswered', sent: false, code: errorCode });
  });

  it('keep no bytes that are no text', () => {
    const packed = [0x1f, 0x8b, 0x08, 0, 0, 0, 0, 0, 0, 3, 0xab, 0x56, 0xca];
    const recording = read(
      newmanFile([
        { accountId: 'a', status: 403, bytes: packed, contentEncoding: 'gzip' },
        { accountId: 'b', status: 204, bytes: packed },
        { accountId: 'c', status: 403, bytes: [0xce, 0xb2, 0xff, 0xe5, 0x91], contentEncoding: 'br' },
        // Postman decompresses what it can and keeps the header.
        { accountId: 'd', status: 403, body: '{"message":"Größe"}', contentEncoding: 'gzip' },
      ]),
    );
    const kept = recording.calls.map(({ exchange }) => (exchange.kind === 'answered' ? exchange.body : ''));
    expect(kept).toEqual([null, null, null, '{"message":"Größe"}']);
  });

  it('name what is no deactivation as a problem of its row, and take nothing from it', () => {
    const recording = read(
      newmanFile([
        { accountId: 'a', status: 204 },
        { accountId: 'b', status: 204, act: 'enable' },
        { accountId: 'c', status: 200, act: 'delete' },
        { accountId: 'd', status: 200, method: 'GET' },
        { accountId: '{{accountId}}', status: 404 },
      ]),
    );
    expect(recording.calls).toHaveLength(1);
    expect(recording.problems.map(({ row }) => row)).toEqual([2, 3, 4, 5]);
    expect(recording.problems[0]?.message).toContain('enable');
    expect(recording.problems[3]?.message).toContain('does not say which account');
  });
});

describe('results of Postman’s collection runner', () => {
  it('give back every row of a collection that Lockstep exported', () => {
    fc.assert(
      fc.property(someCalls, (calls) => {
        expect(short(runnerFile(calls, true))).toEqual(calls);
        expect(short(earlier(runnerFile(calls, true)))).toEqual(calls);
      }),
    );
  });

  it('guess nothing where one address and one status stand for many rows', () => {
    const calls: SampleCall[] = [
      { accountId: 'a', status: 204 },
      { accountId: 'b', status: 403 },
    ];
    const url = 'https://api.atlassian.com/users/b/manage/lifecycle/disable';
    const reading = readPostmanResults(runnerFile(calls, false, url));
    expect(reading).toMatchObject({ ok: false, message: expect.stringContaining('No row') });
    expect(!reading.ok && reading.details).toHaveLength(2);
  });

  it('are read from address and status where there was one row only', () => {
    const url = 'https://api.atlassian.com/users/b/manage/lifecycle/disable';
    expect(short(runnerFile([{ accountId: 'b', status: 403 }], false, url))).toEqual([
      { accountId: 'b', status: 403 },
    ]);
  });

  it('need say neither when they were nor how long each call took', () => {
    const url = 'https://api.atlassian.com/users/b/manage/lifecycle/disable';
    const { calls, startedAt, endedAt } = read(
      JSON.stringify({ results: [{ url, responseCode: { code: 204 } }] }),
    );
    expect(calls).toHaveLength(1);
    expect([startedAt, endedAt]).toEqual([null, null]);
  });

  it('are no deactivations where the request was changed into another one', () => {
    const url = '{{cloudUrl}}/users/{{accountId}}/manage/lifecycle/enable';
    expect(readPostmanResults(runnerFile([{ accountId: 'b', status: 204 }], true, url))).toMatchObject({
      ok: false,
    });
  });
});

describe('any other file', () => {
  it.each([
    ['no JSON', 'accountId\na'],
    ['another JSON', '{"values":[]}'],
    ['an empty run', newmanFile([])],
  ])('is refused in plain words: %s', (_, text) => {
    expect(readPostmanResults(text)).toMatchObject({ ok: false, message: expect.any(String) });
  });

  it('never makes the reader throw, whatever JSON it is', () => {
    fc.assert(fc.property(fc.json(), (text) => void readPostmanResults(text)));
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), (rows) => {
        const newman = readPostmanResults(JSON.stringify({ run: { executions: rows } }));
        const runner = readPostmanResults(JSON.stringify({ results: rows }));
        expect([newman.ok, runner.ok]).toEqual([false, false]);
      }),
    );
  });
});

describe('the address of a call', () => {
  it.each([
    ['https://api.atlassian.com/users/712020:1-a/manage/lifecycle/disable?x=1', '712020:1-a'],
    ['https://api.atlassian.com/users/a%7Cb/manage/lifecycle/disable', 'a|b'],
    ['{{cloudUrl}}/users/5b10ac8d82e05b22cc7d4ef5/manage/lifecycle/disable', '5b10ac8d82e05b22cc7d4ef5'],
  ])('says whose it was: %s', (url, accountId) => {
    expect(readCall('POST', url)).toMatchObject({ ok: true, accountId });
  });

  it.each([
    'https://api.atlassian.com/users//manage/lifecycle/disable',
    'https://api.atlassian.com/users/%/manage/lifecycle/disable',
    'https://api.atlassian.com/users/a%2Fb/manage/lifecycle/disable',
    'https://api.atlassian.com/users/{{id}}/manage/lifecycle/disable',
  ])('says nothing if it contains no account ID: %s', (url) => {
    expect(readCall('POST', url)).toMatchObject({ ok: false, what: 'nobody' });
  });
});

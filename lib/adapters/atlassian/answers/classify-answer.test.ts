import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { classifyAnswer } from '#lib/adapters/atlassian/answers/classify-answer';
import type { CallContext } from '#lib/adapters/atlassian/answers/fault';
import type { Exchange } from '#lib/adapters/atlassian/http/exchange';
import { redactorOf } from '#lib/adapters/redact/redact';
import { type Fault, faultSchema } from '#lib/domain/outcome/answer';
import { sampleKey } from '#test/atlassian/client';

const now = Date.parse('2026-11-23T10:00:00Z');
const write: CallContext = { kind: 'write', about: 'account', host: 'api.example.com', now };
const read: CallContext = { ...write, kind: 'read' };
const readOrganisation: CallContext = { ...read, about: 'organisation' };
const page = '<!DOCTYPE html><html><head><title>Access denied</title></head><body>No.</body></html>';

function answered(status: number, body: unknown, headers: Record<string, string> = {}): Exchange {
  return {
    kind: 'answered',
    status,
    headers,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    cut: null,
  };
}

function classify(exchange: Exchange, call: CallContext): Fault | null {
  const fault = classifyAnswer(exchange, call, redactorOf(sampleKey));
  if (fault) expect(faultSchema.parse(fault)).toEqual(fault);
  return fault;
}

const errors = (code: string, title: string, detail: string) => ({
  errors: [{ code, status: '4xx', title, detail }],
});
const action = (key: string) => {
  const detail = { allowed: false, reason: { key } };
  return { key: 'forbidden.action', context: detail, errorKey: 'forbidden.action', errorDetail: detail };
};

describe('definite refusals of a write have no effect and are not repeatable', () => {
  test.each<[string, number, unknown, Partial<Fault>]>([
    [
      '401 of the accounts API',
      401,
      { key: 'unauthorized' },
      { code: 'key-invalid', owner: 'key', detail: 'unauthorized' },
    ],
    [
      '401 of the gateway',
      401,
      { code: 401, message: 'Unauthorized' },
      { code: 'key-invalid', detail: 'Unauthorized' },
    ],
    ['401 without a body', 401, '', { code: 'key-invalid', owner: 'key', detail: null }],
    [
      '401 with a scope missing',
      401,
      errors('ADMIN-401-2', 'INSUFFICIENT_SCOPE', 'Insufficient scope. Create a new API Key'),
      { code: 'key-scoped', owner: 'key' },
    ],
    [
      '401 of the gateway about scopes',
      401,
      { code: 401, message: 'Unauthorized; scope does not match' },
      { code: 'key-scoped' },
    ],
    [
      '403 with a scope missing',
      403,
      errors('ADMIN-403-9', 'INSUFFICIENT_SCOPE', ''),
      { code: 'key-scoped', owner: 'key' },
    ],
    ...(['key', 'errorKey', 'context', 'errorDetail', 'message'] as const).map(
      (field): [string, number, unknown, Partial<Fault>] => [
        `403 with a scope missing, as seen, in the field ${field}`,
        403,
        { key: 'forbidden', [field]: 'forbidden.insufficientScope' },
        { code: 'key-scoped', owner: 'key' },
      ],
    ),
    [
      '403 that names the scope deep in the body',
      403,
      { key: 'forbidden.brandNew', context: { required: { anyOf: ['manage:org'] } } },
      { code: 'key-scoped', owner: 'key' },
    ],
    [
      '403 about the key',
      403,
      errors('ADMIN-403-3', 'FORBIDDEN', 'Not allowed to manage'),
      { code: 'key-forbidden', owner: 'key' },
    ],
    ['403 of the gateway', 403, { code: 403, message: 'Forbidden' }, { code: 'key-forbidden', owner: 'key' }],
    ['403 not managed, as specified', 403, { key: 'forbidden' }, { code: 'not-managed', owner: 'user' }],
    [
      '403 not managed, as seen',
      403,
      {
        key: 'forbidden',
        errorKey: 'forbidden',
        errorDetail: 'Error: Caller must be a verified org admin of targeted account',
      },
      {
        code: 'not-managed',
        owner: 'user',
        detail: 'Error: Caller must be a verified org admin of targeted account',
      },
    ],
    [
      '403 unverified, as seen',
      403,
      {
        key: 'forbidden.targetUnverified',
        context: 'Error: Cannot perform action on unverified account',
        errorKey: 'forbidden.target-unverified',
        errorDetail: 'Error: Cannot perform action on unverified account',
      },
      { code: 'unverified', owner: 'user', detail: 'Error: Cannot perform action on unverified account' },
    ],
    [
      '403 SCIM',
      403,
      action('externalDirectory.scim'),
      {
        code: 'identity-provider',
        owner: 'user',
        message: 'Managed by your identity provider (SCIM): Atlassian refuses changes from here.',
        detail: 'forbidden.action: externalDirectory.scim',
      },
    ],
    [
      '403 SCIM, in the extra field only',
      403,
      {
        key: 'forbidden.action',
        context: 'Error',
        errorDetail: { reason: { key: 'externalDirectory.scim' } },
      },
      { code: 'identity-provider' },
    ],
    [
      '403 Google',
      403,
      action('externalDirectory.google'),
      {
        code: 'identity-provider',
        owner: 'user',
        message: 'Managed by Google Workspace: Atlassian refuses changes from here.',
      },
    ],
    ['403 a directory not known yet', 403, action('externalDirectory.other'), { code: 'identity-provider' }],
    [
      '403 oneself',
      403,
      action('administrative.notMyself'),
      {
        code: 'not-allowed',
        owner: 'user',
        message: 'This is your own account: Atlassian lets nobody deactivate themselves.',
      },
    ],
    [
      '403 a reason not known yet',
      403,
      action('brandNew'),
      { code: 'not-allowed', owner: 'user', detail: 'forbidden.action: brandNew' },
    ],
    [
      '403 an action without a reason',
      403,
      { key: 'forbidden.action' },
      { code: 'not-allowed', owner: 'user' },
    ],
    [
      '403 a key not known yet',
      403,
      { key: 'forbidden.brandNew', context: { scope: 'x' } },
      { code: 'not-allowed', owner: 'user' },
    ],
    ['403 without a body', 403, '', { code: 'not-allowed', owner: 'atlassian', detail: null }],
    ['403 with other JSON', 403, [1, 2], { code: 'not-allowed', owner: 'atlassian' }],
    ['403 as a web page', 403, page, { code: 'unreadable', owner: 'network', detail: 'Access denied' }],
    [
      '404 account',
      404,
      { key: 'accountNotFound', errorKey: 'account-not-found', errorDetail: 'Error: User account not found' },
      { code: 'not-found', owner: 'user', detail: 'Error: User account not found' },
    ],
    ['404 as a web page', 404, page, { code: 'unreadable', owner: 'network' }],
    ['407', 407, '', { code: 'unreadable', owner: 'network' }],
    [
      '409',
      409,
      {
        key: 'conflict.lifecycleErrors',
        context: {
          message: 'Not eligible',
          accountId: 'a',
          errorCodes: [
            { code: 'OWNS_SITE', message: 'Owns a site', link: 'x' },
            { code: 'LAST', link: 'https://admin.example.com/1' },
          ],
        },
      },
      {
        code: 'conflict',
        owner: 'user',
        detail: 'Not eligible · OWNS_SITE: Owns a site · LAST',
        link: 'https://admin.example.com/1',
      },
    ],
    [
      '400 about the user',
      400,
      { key: 'orgAdmin', message: 'Cannot suspend org admins' },
      { code: 'bad-request', owner: 'user', detail: 'Cannot suspend org admins' },
    ],
    ['400 about the body', 400, { key: 'bodyParseFailure' }, { code: 'bad-request', owner: 'us' }],
    [
      '400 about a field',
      400,
      { key: 'fieldConstraintsViolated', context: { fieldViolations: [] } },
      { code: 'bad-request', owner: 'us', detail: 'fieldConstraintsViolated' },
    ],
    ['413', 413, '', { code: 'bad-request', owner: 'us' }],
    [
      '415',
      415,
      'Unsupported Media Type',
      { code: 'bad-request', owner: 'us', detail: 'Unsupported Media Type' },
    ],
    ['418', 418, {}, { code: 'bad-request', owner: 'us', detail: null }],
  ])('%s', (_, status, body, expected) => {
    const fault = classify(answered(status, body), write);
    expect(fault).toMatchObject({ status, effect: 'none', repeatable: false, waitMs: null, ...expected });
    expect(fault?.message).toMatch(/^[A-Z].*\.$/);
  });
});

test.each([
  ['a long one whole', `https://admin.example.com/${'a'.repeat(1_500)}`, true],
  ['one that holds the key not at all', `https://admin.example.com/?key=${sampleKey}`, false],
  [
    'one that holds it in two pieces not at all',
    `https://admin.example.com/?key=${sampleKey.slice(0, 5)}\n${sampleKey.slice(5)}`,
    false,
  ],
])('the link of a 409 is kept: %s', (_, link, kept) => {
  const body = { key: 'conflict.lifecycleErrors', context: { errorCodes: [{ code: 'OWNS_SITE', link }] } };
  expect(classify(answered(409, body), write)?.link).toBe(kept ? link : undefined);
});

describe('of an organisation', () => {
  test.each<[string, number, unknown, Partial<Fault>]>([
    ['403', 403, { key: 'forbidden' }, { code: 'key-forbidden', owner: 'key' }],
    [
      '404',
      404,
      errors('ADMIN-404-2', 'NOT_FOUND', 'No such org'),
      { code: 'not-found', owner: 'organisation', detail: 'No such org' },
    ],
    [
      'the older user management',
      400,
      errors('ADMIN-400-4', 'BAD', 'Organization: x is not with the new user management experience'),
      { code: 'bad-request', owner: 'organisation' },
    ],
    [
      'a part of the API that is gone',
      410,
      errors('ADMIN-410-1', 'GONE', 'The requested API has been removed'),
      { code: 'not-found', owner: 'organisation', detail: 'The requested API has been removed' },
    ],
    ['a bad cursor', 400, errors('ADMIN-400-1', 'BAD', 'cursor'), { code: 'bad-request', owner: 'us' }],
  ])('%s is understood', (_, status, body, expected) => {
    expect(classify(answered(status, body), readOrganisation)).toMatchObject({
      status,
      effect: 'none',
      ...expected,
    });
  });
});

describe('of a source that Lockstep can do without', () => {
  const optional: CallContext = { ...readOrganisation, optional: true };
  test.each<[string, number, unknown]>([
    ['a 403 about scopes', 403, { key: 'forbidden.insufficientScope' }],
    ['a 401 about scopes', 401, errors('ADMIN-401-2', 'INSUFFICIENT_SCOPE', 'Insufficient scope.')],
    ['a 403 about the key', 403, errors('ADMIN-403-3', 'FORBIDDEN', 'Not allowed to manage')],
  ])('%s says nothing about the key', (_, status, body) => {
    expect(classify(answered(status, body), readOrganisation)).toMatchObject({ owner: 'key' });
    expect(classify(answered(status, body), optional)).toMatchObject({
      code: 'not-allowed',
      owner: 'organisation',
      status,
      detail: expect.any(String),
    });
  });

  test('a key that is refused is refused everywhere', () => {
    expect(classify(answered(401, { code: 401, message: 'Unauthorized' }), optional)).toMatchObject({
      code: 'key-invalid',
      owner: 'key',
    });
  });
});

describe('answers that leave a write in doubt leave a read without effect', () => {
  test.each<[string, Exchange, Partial<Fault>]>([
    ['408', answered(408, ''), { code: 'timed-out', owner: 'atlassian', repeatable: true }],
    [
      '500',
      answered(500, errors('ADMIN-500-1', 'INTERNAL', 'Oops')),
      { code: 'server-error', owner: 'atlassian', repeatable: true, detail: 'Oops' },
    ],
    [
      '503 with a wait',
      answered(503, page, { 'retry-after': '3' }),
      { code: 'server-error', repeatable: true, waitMs: 3_000 },
    ],
    [
      '302',
      answered(302, '', { location: 'https://evil.example.net' }),
      { code: 'redirected', owner: 'network', repeatable: false },
    ],
    ['a status out of range', answered(799, ''), { code: 'unreadable', owner: 'network', repeatable: true }],
    ['a web page with 200', answered(200, page), { code: 'unreadable', owner: 'network', repeatable: true }],
    [
      'no headers in time',
      { kind: 'unanswered', sent: true, cut: 'UND_ERR_HEADERS_TIMEOUT' },
      { code: 'timed-out', owner: 'network', repeatable: true },
    ],
    [
      'too long in all',
      { kind: 'unanswered', sent: true, cut: 'TOO_LONG' },
      { code: 'timed-out', repeatable: true },
    ],
    [
      'a reset',
      { kind: 'unanswered', sent: true, cut: 'ECONNRESET' },
      { code: 'connection-lost', owner: 'network', repeatable: true },
    ],
    [
      'other side closed',
      { kind: 'unanswered', sent: true, cut: 'UND_ERR_SOCKET' },
      { code: 'connection-lost', repeatable: true },
    ],
    [
      'a refusal code after sending',
      { kind: 'unanswered', sent: true, cut: 'ECONNREFUSED' },
      { code: 'connection-lost' },
    ],
    [
      'cancelled after sending',
      { kind: 'unanswered', sent: true, cut: 'CANCELLED' },
      { code: 'connection-lost', owner: 'us' },
    ],
    [
      'no HTTP',
      { kind: 'unanswered', sent: true, cut: 'HPE_INVALID_CONSTANT' },
      { code: 'unreadable', owner: 'network' },
    ],
  ])('%s', (_, exchange, expected) => {
    expect(classify(exchange, write)).toMatchObject({ effect: 'unknown', ...expected });
    expect(classify(exchange, read)).toMatchObject({ effect: 'none', ...expected });
  });
});

describe('nothing was sent, so nothing can have happened', () => {
  test.each<[string, Partial<Fault>]>([
    [
      'ENOTFOUND',
      { message: 'api.example.com could not be reached: its name could not be looked up (ENOTFOUND).' },
    ],
    [
      'ECONNREFUSED',
      { message: 'api.example.com could not be reached: the connection was refused (ECONNREFUSED).' },
    ],
    ['UND_ERR_CONNECT_TIMEOUT', {}],
    ['ECONNRESET', {}],
    ['SELF_SIGNED_CERT_IN_CHAIN', { hint: expect.stringContaining('NODE_EXTRA_CA_CERTS') }],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', { hint: expect.stringContaining('NODE_EXTRA_CA_CERTS') }],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', { hint: expect.stringContaining('NODE_EXTRA_CA_CERTS') }],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', { hint: expect.stringContaining('NODE_EXTRA_CA_CERTS') }],
    ['CERT_HAS_EXPIRED', { hint: expect.stringContaining('date and time') }],
    ['ERR_TLS_CERT_ALTNAME_INVALID', { hint: expect.stringContaining('ATLASSIAN_API_URL') }],
    ['PROXY_REFUSED', { hint: expect.stringContaining('HTTPS_PROXY') }],
  ])('%s', (cut, expected) => {
    const fault = classify({ kind: 'unanswered', sent: false, cut }, write);
    expect(fault).toMatchObject({
      code: 'unreachable',
      owner: 'network',
      effect: 'none',
      repeatable: true,
      ...expected,
    });
  });

  test('cancelled before sending', () => {
    const fault = classify({ kind: 'unanswered', sent: false, cut: 'CANCELLED' }, write);
    expect(fault).toMatchObject({ code: 'unreachable', owner: 'us', effect: 'none', repeatable: true });
  });
});

test('429 had no effect, is repeatable, and names its wait', () => {
  const gateway = answered(
    429,
    { code: 429, message: 'Too many' },
    { 'x-ratelimit-reset': '2026-11-23T10:00:20Z' },
  );
  const expected = {
    code: 'rate-limited',
    owner: 'organisation',
    effect: 'none',
    repeatable: true,
    waitMs: 20_000,
  };
  expect(classify(gateway, write)).toMatchObject({ ...expected, detail: 'Too many' });
  expect(classify(answered(429, errors('ADMIN-429-1', 'RATE', 'Slow down')), write)).toMatchObject({
    ...expected,
    waitMs: null,
  });
});

test.each([200, 201, 202, 204])(
  '%i to a write is success, whatever the body and even if part of it is lost',
  (status) => {
    for (const body of ['', '{}', '{"mess', 'OK', '\u0000']) {
      expect(classify(answered(status, body), write)).toBeNull();
      expect(classify({ kind: 'answered', status, headers: {}, body, cut: 'ECONNRESET' }, write)).toBeNull();
    }
    expect(classify(answered(status, '', { 'content-type': 'text/html' }), write)).toBeNull();
  },
);

test.each([203, 205, 206, 207, 208, 226, 299])(
  '%i to a write is no success: the account is read',
  (status) => {
    for (const body of ['', '{}', 'OK']) {
      expect(classify(answered(status, body), write)).toMatchObject({
        code: 'unreadable',
        effect: 'unknown',
        repeatable: true,
        status,
        message: expect.stringContaining('does not say whether the call took effect'),
      });
    }
  },
);

test.each([
  ['the accounts API', { key: 'forbidden', errorKey: 'forbidden' }, 'forbidden'],
  ['the organisations API', errors('ADMIN-500-1', 'INTERNAL', 'Oops'), 'Oops'],
  ['the gateway', { code: 401, message: 'Unauthorized' }, 'Unauthorized'],
  ['another gateway', { error: 'upstream unavailable' }, 'upstream unavailable'],
])('200 to a write with an error in the form of %s is no success: the account is read', (_, body, detail) => {
  expect(classify(answered(200, body), write)).toMatchObject({
    code: 'unreadable',
    effect: 'unknown',
    repeatable: true,
    status: 200,
    message: expect.stringContaining('body of an error'),
    detail,
  });
});

test('a successful read of which part is lost may be repeated', () => {
  const cut: Exchange = { kind: 'answered', status: 200, headers: {}, body: '{"acc', cut: 'UND_ERR_SOCKET' };
  expect(classify(cut, read)).toMatchObject({
    code: 'connection-lost',
    effect: 'none',
    repeatable: true,
    status: 200,
  });
});

test('a refusal whose reason is lost had no effect and may be repeated', () => {
  const cut: Exchange = {
    kind: 'answered',
    status: 403,
    headers: {},
    body: '{"key":"forb',
    cut: 'UND_ERR_SOCKET',
  };
  expect(classify(cut, write)).toMatchObject({
    code: 'connection-lost',
    effect: 'none',
    repeatable: true,
    status: 403,
  });
});

test('an answer that is too large is not asked for again', () => {
  const large: Exchange = { kind: 'answered', status: 200, headers: {}, body: '[', cut: 'TOO_LARGE' };
  expect(classify(large, read)).toMatchObject({ code: 'unreadable', effect: 'none', repeatable: false });
  const refusal: Exchange = {
    kind: 'answered',
    status: 401,
    headers: {},
    body: 'x'.repeat(5_000),
    cut: 'TOO_LARGE',
  };
  expect(classify(refusal, write)).toMatchObject({ code: 'key-invalid', effect: 'none' });
});

describe('a body that is no text is not kept', () => {
  const text = `The key ${sampleKey} is unknown. `.repeat(20);
  const utf16 = Buffer.from(`\ufeff${text}`, 'utf16le');
  test.each<[string, Buffer, Record<string, string>]>([
    ['gzip', gzipSync(text), { 'content-encoding': 'gzip' }],
    ['deflate', deflateSync(text), { 'content-encoding': 'deflate' }],
    ['brotli', brotliCompressSync(text), { 'content-encoding': 'br' }],
    ['gzip without its header', gzipSync(text), {}],
    ['UTF-16, little end first', utf16, {}],
    ['UTF-16, big end first', Buffer.from(utf16).swap16(), { 'content-type': 'text/html' }],
    ['characters of another encoding', Buffer.from('\xe9\xe8\xe0\xfc', 'latin1'), {}],
  ])('%s', (_, bytes, headers) => {
    const body = new TextDecoder().decode(bytes);
    expect(classify(answered(403, body, headers), write)?.detail).toBeNull();
    expect(classify(answered(200, body, headers), read)?.detail ?? null).toBeNull();
  });

  test('but one of text is, also as “identity” and with a few characters that were lost', () => {
    const lost = answered(403, 'Acc\ufffds refus\ufffd par le pare-feu', { 'content-encoding': 'identity' });
    expect(classify(lost, write)?.detail).toBe('Acc\ufffds refus\ufffd par le pare-feu');
  });
});

test('the detail never holds the key, control characters, or more than 1,000 characters', () => {
  const echo = { key: 'forbidden', errorDetail: `Bearer ${sampleKey}\r\n\u0007${'x'.repeat(2_000)}` };
  const detail = classify(answered(403, echo), write)?.detail ?? '';
  expect(detail).toHaveLength(1_000);
  expect(detail).toMatch(/^Bearer ••• x+…$/);
});

test('hostile shapes of a body are read without harm', () => {
  for (const body of [
    'null',
    '1',
    '"text"',
    '[]',
    '{"errors":{}}',
    '{"errors":[null,1]}',
    '{"key":1,"context":[]}',
    '['.repeat(100_000),
    '{"__proto__":{"key":"x"}}',
    '\uFEFF{}',
  ]) {
    expect(classify(answered(404, body), write)).toMatchObject({ code: 'not-found', effect: 'none' });
  }
});

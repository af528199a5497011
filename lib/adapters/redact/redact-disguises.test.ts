import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redacted, redactorOf } from '#lib/adapters/redact/redact';

/** A key in Atlassian's format: the common beginning, the secret part, and a checksum. */
const common = 'ATCTT3xFfGN0';
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-';
const key = fc
  .tuple(
    fc.string({ unit: fc.constantFrom(...letters), minLength: 60, maxLength: 180 }),
    fc.string({ unit: fc.constantFrom(...'0123456789ABCDEF'), minLength: 8, maxLength: 8 }),
  )
  .map(([secret, sum]) => `${common}${secret}=${sum}`);

type Disguise = (text: string) => string;

const bytesOf = (text: string) => Buffer.from(text, 'latin1');
const each = (change: (character: string, hex: string) => string) => (text: string) =>
  [...text].map((one) => change(one, bytesOf(one).toString('hex'))).join('');

/** Encodings that can be nested. */
const codes: Record<string, Disguise> = {
  percent: each((_, hex) => `%${hex}`),
  'percent in capitals': each((_, hex) => `%${hex.toUpperCase()}`),
  'JSON escapes': each((_, hex) => `\\u00${hex}`),
  'JavaScript escapes': each((_, hex) => `\\x${hex}`),
  'HTML escapes': each((one) => `&#${one.charCodeAt(0)};`),
  'HTML escapes in hex': each((_, hex) => `&#x${hex};`),
  'HTML escapes with zeros': each((one) => `&#000000${one.charCodeAt(0)};`),
  // The last escape has its end: a following digit would belong to it.
  'HTML escapes without an end': (text) => `${each((one) => `&#${one.charCodeAt(0)}`)(text)};`,
  'JavaScript escapes of code points': each((_, hex) => `\\u{${hex}}`),
  'old escapes of URLs': each((_, hex) => `%u00${hex}`),
  hex: (text) => bytesOf(text).toString('hex'),
  'hex in capitals': (text) => bytesOf(text).toString('hex').toUpperCase(),
  'hex with marks': (text) => (bytesOf(text).toString('hex').match(/../g) ?? []).join(':'),
  'hex with prefixes': each((_, hex) => `0x${hex}, `),
  base64: (text) => bytesOf(text).toString('base64'),
  'base64 for URLs': (text) => bytesOf(text).toString('base64url'),
  'base64 inside of other base64': (text) => bytesOf(`{"a":"${text}"}`).toString('base64'),
  'base64 in lines': (text) => bytesOf(text).toString('base64').replaceAll(/.{20}/g, '$&\r\n'),
};

const looks: Record<string, Disguise> = {
  'as it is': (text) => text,
  'lower case': (text) => text.toLowerCase(),
  'upper case': (text) => text.toUpperCase(),
  'blanks between': each((one) => `${one} `),
  'line breaks between': (text) => text.replaceAll(/.{5}/g, '$&\r\n\t'),
  'tags between': (text) => text.replaceAll(/.{3}/g, '$&<wbr class="x">'),
  'tags and blanks between': each((one) => `<b>${one}</b> `),
  'escaped tags between': (text) => text.replaceAll(/.{3}/g, '$&&lt;br class=&quot;x&quot;&gt;'),
  'escaped blanks between': each((one) => `${one}&nbsp;`),
  'escaped line breaks between': each((one) => `${one}\\r\\n`),
  'escapes of what nobody sees between': each((one) => `${one}&#8203;\\u200b&#x200B;&shy;&zwj;`),
  'the same in URLs': each((one) => `${one}%E2%80%8B%c2%ad`),
  'UTF-16, little end first': each((one) => `${one}\0`),
  'UTF-16, big end first': each((one) => `\0${one}`),
};

/** Disguises that only a plain text can have, not encoded bytes. */
const onlySeen: Record<string, Disguise> = {
  'characters that nobody sees between': each((one) => `${one}\u200b`),
  'soft hyphens between': each((one) => `${one}\u00ad`),
  'fillers between': each((one) => `${one}\u034f\u3164`),
  'selectors between': each((one) => `${one}\ufe0f\u{e0101}`),
  'tag characters between': each((one) => `${one}\u{e0020}`),
  'accents above': each((one) => `${one}\u0301`),
  'mathematical letters': each((one) =>
    /[A-Z]/.test(one) ? String.fromCodePoint(0x1d400 - 65 + one.charCodeAt(0)) : one,
  ),
  'full width': each((one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0)),
};

const around = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: fc.constantFrom(...'<>%\\&;=0aAfF:+/ \n"{}'), maxLength: 12 }),
  fc.base64String({ maxLength: 40 }),
  fc.constantFrom('Your key ', '{"token":"', '<p>', 'Bearer ', 'Basic ', '0x', ''),
);

/** A piece is gone if no rest of its disguise stands for 12 characters, however it was cut. */
function expectGone(disguise: Disguise, secret: string, before: string, after: string): void {
  const text = disguise(secret);
  const clean = redactorOf(whole(secret))(before + text + after);
  expect(clean).toContain(redacted);
  const longest = Math.ceil((text.length * 12) / secret.length);
  for (let at = 0; at + longest <= text.length; at += 1) {
    expect(clean.includes(text.slice(at, at + longest)) && `${before}…${after}: ${clean}`).toBe(false);
  }
}

const keys = new Map<string, string>();
const whole = (piece: string) => keys.get(piece) ?? piece;

/** The whole key, or a piece of it with at least one character beyond the common beginning. */
const piece = fc.tuple(key, fc.nat(), fc.nat()).map(([secret, begin, more]) => {
  const from = 1 + (begin % (secret.length - 12));
  const cut = begin % 4 === 0 ? secret : secret.slice(from, from + 12 + (more % secret.length));
  keys.set(cut, secret);
  return cut;
});

const runs = { numRuns: 20 };

describe('no piece of 12 characters is left', () => {
  const single = { ...looks, ...onlySeen, ...codes };
  it.each(Object.entries(single))('in disguise: %s', (_, disguise) => {
    fc.assert(
      fc.property(piece, around, around, (secret, before, after) => {
        expectGone(disguise, secret, before, after);
      }),
      runs,
    );
  });

  it.each([...'bfnrtBFNRT'])('after a backslash, where it begins with %s', (letter) => {
    const secret = `${letter}7Kp0q2AZb9sLw0MnRtY48vDcEaQjUiOoPhGfTr6e5W`;
    for (const blank of ['&nbsp;', '&amp;nbsp;']) {
      expectGone(
        each((one) => `${one}${blank}`),
        secret,
        '\\',
        '',
      );
    }
  });

  it.each([
    ['%', 'AB'],
    ['\\x', 'AB'],
    ['\\', 'xAB'],
    ['\\', 'n'],
  ])(
    'of 12 characters, where the text before it, %s, makes an escape of its beginning, %s',
    (before, begin) => {
      const secret = `${common}_-${begin}7Kp0q2AZb9sLw0MnRtY48vDcEaQjUiOoPhGfTr6e5W`;
      const cut = secret.slice(common.length + 2, common.length + 14);
      keys.set(cut, secret);
      for (const name of ['escaped tags between', 'escaped blanks between', 'escaped line breaks between']) {
        expectGone(looks[name] ?? String, cut, before, '');
      }
      keys.delete(cut);
    },
  );

  it('in two disguises on each other', () => {
    const inner = fc.constantFrom(...Object.values({ ...looks, ...codes }));
    const outer = fc.constantFrom(...Object.values(codes));
    fc.assert(
      fc.property(piece, inner, outer, around, around, (secret, first, second, before, after) => {
        expectGone((text) => second(first(text)), secret, before, after);
      }),
      { numRuns: 200 },
    );
  });

  it('in many places of one text', () => {
    const places = fc.array(fc.tuple(around, fc.constantFrom(...Object.values(single))), {
      minLength: 2,
      maxLength: 6,
    });
    fc.assert(
      fc.property(key, places, (secret, all) => {
        const disguised = all.map(([before, disguise]) => [before, disguise(secret)] as const);
        const clean = redactorOf(secret)(disguised.flat().join('. '));
        for (const [, text] of disguised) expect(clean).not.toContain(text);
        expect(clean.split(redacted).length).toBeGreaterThan(1);
      }),
      runs,
    );
  });
});

describe('what is no key stays', () => {
  const secret = `${common}x7Kp_q2-Zb9sLw0MnRtY48vDcEaQjUiOoPhGfTr6e5W=9A6D3EAB`;

  it('the words around it', () => {
    expect(redactorOf(secret)(`The key ${secret} is unknown.`)).toBe('The key ••• is unknown.');
    expect(redactorOf(secret)(`The key ${Buffer.from(secret).toString('hex')} is unknown.`)).toBe(
      'The key ••• is unknown.',
    );
    expect(redactorOf(secret)(`<p class="a">${secret.slice(0, 30)}</p>`)).toBe('<p class="a">•••</p>');
  });

  it('what every key begins with, and pieces that are shorter', () => {
    for (const text of [`A key begins with ${common}.`, `It ends with ${secret.slice(-11)}`]) {
      expect(redactorOf(secret)(text)).toBe(text);
    }
  });

  it('account IDs, names, addresses, times and links', () => {
    const digits = (length: number) =>
      fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: length, maxLength: length });
    const ordinary = fc.oneof(
      digits(24),
      fc.tuple(fc.integer({ min: 557058, max: 999999 }), fc.uuid()).map(([first, id]) => `${first}:${id}`),
      fc.emailAddress(),
      fc.webUrl(),
      fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
      fc.string({ unit: 'binary' }),
      fc.base64String({ maxLength: 200 }),
    );
    fc.assert(
      fc.property(key, fc.array(ordinary, { maxLength: 20 }), (some, texts) => {
        const text = texts.join('\n');
        expect(redactorOf(some)(text)).toBe(text);
      }),
    );
  });
});

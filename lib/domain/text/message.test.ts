import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const british = await import('#lib/domain/text/message');

describe('on the server', () => {
  it('does not change any message', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[\d,. “”a]*$/), (text) => {
        expect(british.readersMessage(text)).toBe(text);
      }),
    );
    expect(british.readersMessage('It has 23,609 users.')).toBe('It has 23,609 users.');
  });
});

describe('in a German browser', () => {
  let german: typeof british;
  beforeEach(async () => {
    vi.resetModules();
    vi.stubGlobal('document', {});
    vi.stubGlobal('navigator', { languages: ['de-DE'] });
    german = await import('#lib/domain/text/message');
  });
  // Test files share their modules, and others expect British numbers.
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.resetModules();
  });

  it('writes every number of a message as its reader does', () => {
    const server = new Intl.NumberFormat('en-GB');
    const reader = new Intl.NumberFormat('de-DE');
    fc.assert(
      fc.property(fc.nat(100_000_000), fc.nat(100_000_000), (one, other) => {
        expect(
          german.readersMessage(`${server.format(one)} of (${server.format(other)}) users, not ${one}.`),
        ).toBe(`${reader.format(one)} of (${reader.format(other)}) users, not ${one}.`);
      }),
    );
  });

  it.each([
    'The column “Costs, 1,234” is none.',
    'Lines 1, 2 and 300.',
    'Run 12 of 2026-11-27, 10.5 MB, 1,23 and 1,2345.',
    'a1,234 and 1,234b and 1,234.5',
  ])('leaves alone what is no number of the server: %s', (text) => {
    expect(german.messageSchema.parse(text)).toBe(text);
  });
});

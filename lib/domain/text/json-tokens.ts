/** Cuts a JSON text that arrives in pieces into its tokens. Pure. */

/** Receives the tokens in order. Each method returns what is wrong with its token at this place; null if nothing is. */
export interface TokenSink {
  /** One of `{ } [ ] : ,`. */
  mark(mark: string): string | null;
  text(value: string): string | null;
  /** A number, true, false or null. */
  plain(value: number | boolean | null): string | null;
}

/** Cuts one text into tokens while it arrives. */
export interface Tokens {
  /** Takes the next piece, cut anywhere. Returns why the text is refused; null if it is not, so far. */
  add(piece: string): string | null;
  /** Ends the text, and with it the last token. */
  end(): string | null;
}

/** The message for a text that is not JSON. */
export const notJson = 'It is not JSON.';

/** Maximum number of characters of a number. */
const longestPlain = 1_000;

const quote = 0x22;
const backslash = 0x5c;
const aNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const literals: Readonly<Record<string, boolean | null>> = { true: true, false: false, null: null };

/** `longestText`: maximum number of characters of a string in its written form. The cost of a piece is its length. */
export function newTokens(sink: TokenSink, longestText: number): Tokens {
  /** The token at which the last piece broke off. */
  const open = { kind: 'none' as 'none' | 'text' | 'plain', parts: [] as string[], length: 0 };
  /** Whether the last piece ended with a backslash. */
  let escaping = false;

  function keep(part: string): string | null {
    open.parts.push(part);
    open.length += part.length;
    const longest = open.kind === 'text' ? longestText : longestPlain;
    return open.length > longest ? `It has a text of more than ${longest} characters.` : null;
  }

  function take(): string {
    const whole = open.parts.length === 1 ? (open.parts[0] ?? '') : open.parts.join('');
    open.kind = 'none';
    open.parts = [];
    open.length = 0;
    return whole;
  }

  function endText(): string | null {
    let value: string;
    try {
      // Parsed even without escapes: a substring would keep the whole piece in memory.
      value = JSON.parse(`"${take()}"`);
    } catch {
      return notJson;
    }
    return sink.text(value);
  }

  function endPlain(): string | null {
    const written = take();
    if (aNumber.test(written)) return sink.plain(Number(written));
    const literal = Object.hasOwn(literals, written) ? literals[written] : undefined;
    return literal === undefined ? notJson : sink.plain(literal);
  }

  /** Reads on in a text from `from`. Returns the index after it, or after the piece if it does not end there. */
  function textFrom(piece: string, from: number): number | string {
    let at = from;
    for (; at < piece.length; at += 1) {
      const code = piece.charCodeAt(at);
      if (escaping) escaping = false;
      else if (code === quote) break;
      else if (code === backslash) escaping = true;
    }
    const ends = at < piece.length;
    const wrong = keep(piece.slice(from, at)) ?? (ends ? endText() : null);
    return wrong ?? at + 1;
  }

  function plainFrom(piece: string, from: number): number | string {
    let at = from;
    while (at < piece.length && isPlain(piece.charCodeAt(at))) at += 1;
    const wrong = keep(piece.slice(from, at)) ?? (at < piece.length ? endPlain() : null);
    return wrong ?? at;
  }

  function tokenFrom(piece: string, at: number): number | string {
    if (open.kind === 'text') return textFrom(piece, at);
    if (open.kind === 'plain') return plainFrom(piece, at);
    const code = piece.charCodeAt(at);
    if (isSpace(code)) return at + 1;
    if (code === quote) {
      open.kind = 'text';
      return textFrom(piece, at + 1);
    }
    if (!isPlain(code)) return sink.mark(piece.charAt(at)) ?? at + 1;
    open.kind = 'plain';
    return plainFrom(piece, at);
  }

  return {
    add(piece) {
      let at = 0;
      while (at < piece.length) {
        const next = tokenFrom(piece, at);
        if (typeof next === 'string') return next;
        at = next;
      }
      return null;
    },
    end() {
      if (open.kind === 'text') return notJson;
      return open.kind === 'plain' ? endPlain() : null;
    },
  };
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

/** Whether a character can be part of a number or a literal. Other mistakes in them are found at their end. */
function isPlain(code: number): boolean {
  switch (code) {
    case quote:
    case 0x2c: // ,
    case 0x3a: // :
    case 0x5b: // [
    case 0x5d: // ]
    case 0x7b: // {
    case 0x7d: // }
      return false;
    default:
      return !isSpace(code);
  }
}

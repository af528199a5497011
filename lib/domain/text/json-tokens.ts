/** Cuts a JSON text that arrives in pieces into its tokens. Pure. */

/** Receives the tokens in order. Each method returns what is wrong with its token at this place; null if nothing is. */
interface TokenSink {
  /** One of `{ } [ ] : ,`. */
  mark(mark: string): string | null;
  text(value: string): string | null;
  /** A number, true, false or null. */
  plain(value: number | boolean | null): string | null;
}

/** Cuts one text into tokens while it arrives. */
interface Tokens {
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

/** A text that is being cut, and where it stands. */
interface Cutting {
  sink: TokenSink;
  longestText: number;
  /** The token at which the last piece broke off. */
  kind: 'none' | 'text' | 'plain';
  parts: string[];
  length: number;
  /** Whether the last piece ended with a backslash. */
  escaping: boolean;
}

/** `longestText`: maximum number of characters of a string in its written form. The cost of a piece is its length. */
export function newTokens(sink: TokenSink, longestText: number): Tokens {
  const cutting: Cutting = { sink, longestText, kind: 'none', parts: [], length: 0, escaping: false };
  return {
    add(piece) {
      let at = 0;
      while (at < piece.length) {
        const next = tokenFrom(cutting, piece, at);
        if (typeof next === 'string') return next;
        at = next;
      }
      return null;
    },
    end() {
      if (cutting.kind === 'text') return notJson;
      return cutting.kind === 'plain' ? endPlain(cutting) : null;
    },
  };
}

function keep(cutting: Cutting, part: string): string | null {
  cutting.parts.push(part);
  cutting.length += part.length;
  const longest = cutting.kind === 'text' ? cutting.longestText : longestPlain;
  return cutting.length > longest ? `It has a text of more than ${longest} characters.` : null;
}

function take(cutting: Cutting): string {
  const whole = cutting.parts.length === 1 ? (cutting.parts[0] ?? '') : cutting.parts.join('');
  cutting.kind = 'none';
  cutting.parts = [];
  cutting.length = 0;
  return whole;
}

function endText(cutting: Cutting): string | null {
  let value: string;
  try {
    // Parsed even without escapes: a substring would keep the whole piece in memory.
    value = JSON.parse(`"${take(cutting)}"`);
  } catch {
    return notJson;
  }
  return cutting.sink.text(value);
}

function endPlain(cutting: Cutting): string | null {
  const written = take(cutting);
  if (aNumber.test(written)) return cutting.sink.plain(Number(written));
  const literal = Object.hasOwn(literals, written) ? literals[written] : undefined;
  return literal === undefined ? notJson : cutting.sink.plain(literal);
}

/** Reads on in a text from `from`. Returns the index after it, or after the piece if it does not end there. */
function textFrom(cutting: Cutting, piece: string, from: number): number | string {
  let at = from;
  let { escaping } = cutting;
  for (; at < piece.length; at += 1) {
    const code = piece.charCodeAt(at);
    if (escaping) escaping = false;
    else if (code === quote) break;
    else if (code === backslash) escaping = true;
  }
  cutting.escaping = escaping;
  const ends = at < piece.length;
  const wrong = keep(cutting, piece.slice(from, at)) ?? (ends ? endText(cutting) : null);
  return wrong ?? at + 1;
}

function plainFrom(cutting: Cutting, piece: string, from: number): number | string {
  let at = from;
  while (at < piece.length && isPlain(piece.charCodeAt(at))) at += 1;
  const wrong = keep(cutting, piece.slice(from, at)) ?? (at < piece.length ? endPlain(cutting) : null);
  return wrong ?? at;
}

function tokenFrom(cutting: Cutting, piece: string, at: number): number | string {
  if (cutting.kind === 'text') return textFrom(cutting, piece, at);
  if (cutting.kind === 'plain') return plainFrom(cutting, piece, at);
  const code = piece.charCodeAt(at);
  if (isSpace(code)) return at + 1;
  if (code === quote) {
    cutting.kind = 'text';
    return textFrom(cutting, piece, at + 1);
  }
  if (!isPlain(code)) return cutting.sink.mark(piece.charAt(at)) ?? at + 1;
  cutting.kind = 'plain';
  return plainFrom(cutting, piece, at);
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

/**
 * Domains with other letters than English ones, which are also written in ASCII: `xn--mller-kva.de` for `müller.de`.
 */

/** The ASCII form of a whole part of a domain [RFC 5890]. */
const asciiPart = /(?<![^.@])xn--([a-z0-9-]+)(?![^.])/gi;

/** A domain, an address or a pattern with the ASCII forms of its parts as the letters that they stand for. */
export function withLetters(text: string): string {
  if (!/xn--/i.test(text)) return text;
  return text.replace(asciiPart, (part, encoded: string) => decoded(encoded.toLowerCase()) ?? part);
}

/** The constants of Punycode [RFC 3492, 5]. */
const base = 36;
const [tMin, tMax, skew, damp, firstBias, firstPoint] = [1, 26, 38, 700, 72, 128];

/** The text that Punycode stands for; null if it is none. Follows the decoder in RFC 3492, 6.2. */
function decoded(text: string): string | null {
  const divider = text.lastIndexOf('-');
  const points = divider > 0 ? Array.from(text.slice(0, divider), (each) => each.charCodeAt(0)) : [];
  let [point, bias, at, place] = [firstPoint, firstBias, divider > 0 ? divider + 1 : 0, 0];
  while (at < text.length) {
    const before = place;
    for (let weight = 1, k = base; ; k += base) {
      const digit = digitOf(text[at++] ?? '');
      if (digit === null || place > 0x7fffffff) return null;
      place += digit * weight;
      const threshold = Math.min(tMax, Math.max(tMin, k - bias));
      if (digit < threshold) break;
      weight *= base - threshold;
    }
    const length = points.length + 1;
    bias = adapted(place - before, length, before === 0);
    point += Math.floor(place / length);
    place %= length;
    if (point > 0x10ffff) return null;
    points.splice(place++, 0, point);
  }
  return String.fromCodePoint(...points);
}

function digitOf(character: string): number | null {
  if (/^[a-z]$/.test(character)) return character.charCodeAt(0) - 97;
  return /^[0-9]$/.test(character) ? Number(character) + 26 : null;
}

function adapted(difference: number, length: number, isFirst: boolean): number {
  let delta = Math.floor(difference / (isFirst ? damp : 2));
  delta += Math.floor(delta / length);
  let k = 0;
  for (; delta > ((base - tMin) * tMax) / 2; k += base) delta = Math.floor(delta / (base - tMin));
  return k + Math.floor(((base - tMin + 1) * delta) / (delta + skew));
}

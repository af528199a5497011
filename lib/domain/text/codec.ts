/** Codecs between stored values and values in code: the same content under other names. */

/** Translates a value of one shape. A value of another shape stays unchanged. */
interface Codec {
  /** From the stored form to the one in code. */
  decode(stored: unknown): unknown;
  /** From the form in code to the stored one. */
  encode(value: unknown): unknown;
}

type Translate = (value: unknown) => unknown;

/**
 * An object: `names` maps stored keys to the keys in code, and `values` has the codecs of some values by their key in
 * code. The order of the keys stays the same, since digests and hashes cover the stored text.
 */
export function objectCodec(
  names: Readonly<Record<string, string>>,
  values: Readonly<Record<string, Codec>> = {},
): Codec {
  const inCode = new Map(Object.entries(names));
  const stored = new Map(Object.entries(names).map(([key, name]) => [name, key]));
  const codecs = new Map(Object.entries(values));
  const inner = codecs.size > 0;
  return {
    decode(value) {
      if (!isRecord(value)) return value;
      const found: Record<string, unknown> = Object.create(null);
      for (const key of Object.keys(value)) {
        const name = inCode.get(key) ?? key;
        const codec = inner ? codecs.get(name) : undefined;
        found[name] = codec ? codec.decode(value[key]) : value[key];
      }
      return found;
    },
    encode(value) {
      if (!isRecord(value)) return value;
      const found: Record<string, unknown> = Object.create(null);
      for (const name of Object.keys(value)) {
        const codec = inner ? codecs.get(name) : undefined;
        found[stored.get(name) ?? name] = codec ? codec.encode(value[name]) : value[name];
      }
      return found;
    },
  };
}

/** An array whose items have this codec. */
export function arrayCodec(item: Codec): Codec {
  const each = (translate: Translate) => (value: unknown) =>
    Array.isArray(value) ? value.map(translate) : value;
  return { decode: each(item.decode), encode: each(item.encode) };
}

/** A text with another value in code: `names` maps stored texts to values in code. */
export function textCodec(names: Readonly<Record<string, string>>): Codec {
  const inCode = new Map<unknown, string>(Object.entries(names));
  const stored = new Map<unknown, string>(Object.entries(names).map(([key, name]) => [name, key]));
  return {
    decode: (value) => inCode.get(value) ?? value,
    encode: (value) => stored.get(value) ?? value,
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

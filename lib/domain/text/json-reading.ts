/** Parses a JSON text that arrives in pieces, so that a long text does not block other work. Pure. */
import { newTokens, notJson } from '#lib/domain/text/json-tokens';

/** Limits of a text. It is refused as soon as it exceeds one. */
export interface JsonLimits {
  /** Nesting depth of objects and lists. */
  depth: number;
  /** Fields of one object. */
  fields: number;
  /** Values held at once. A value that a `take` replaced counts as one. */
  values: number;
  /** Characters of a string in its written form. */
  text: number;
}

/**
 * Functions that replace each item of a list as soon as it is read, by the path of the items: `run.executions.*`. They
 * keep a long list small.
 */
export type Takes = Readonly<Record<string, (item: unknown) => unknown>>;

/** The value, or why there is none. */
export type JsonRead =
  | { ok: true; value: unknown }
  /** `limit`: the text exceeds a limit; otherwise it is not JSON. `message`: one sentence. */
  | { ok: false; limit: boolean; message: string };

/** Parses one text while it arrives. */
interface JsonReader {
  /** Takes the next piece, cut anywhere; false if no more pieces are needed. */
  add(piece: string): boolean;
  /** The value that `JSON.parse` would give, with the replaced items. */
  end(): JsonRead;
}

/** Parses one text. The work of each `add` is linear in its piece and in the items that end in it. */
export function newJsonReader(limits: JsonLimits, takes: Takes = {}): JsonReader {
  const tree = new Tree(limits, takes);
  const tokens = newTokens(tree, limits.text);
  let wrong: string | null = null;
  return {
    add(piece) {
      wrong ??= tokens.add(piece);
      return wrong === null;
    },
    end() {
      wrong ??= tokens.end() ?? tree.end();
      if (wrong !== null) return { ok: false, limit: wrong !== notJson, message: wrong };
      return { ok: true, value: tree.value };
    },
  };
}

/** An object or list whose end was not read yet. */
interface Open {
  kind: 'object' | 'list';
  value: Record<string, unknown> | unknown[];
  /** The number of its fields or items. */
  count: number;
  /** The name of the current field. */
  field: string;
  path: string;
  take: ((item: unknown) => unknown) | undefined;
  /** The number of values held when it began. */
  before: number;
}

/** The tokens that may come next. */
type Next = 'value' | 'first-item' | 'first-field' | 'field' | 'colon' | 'more' | 'nothing';

/** Builds the value from tokens. */
class Tree {
  value: unknown;
  private readonly stack: Open[] = [];
  private next: Next = 'value';
  private held = 0;

  constructor(
    private readonly limits: JsonLimits,
    private readonly takes: Takes,
  ) {}

  mark(mark: string): string | null {
    switch (mark) {
      case '{':
        return this.begin('object');
      case '[':
        return this.begin('list');
      case '}':
        return this.close('object', 'first-field');
      case ']':
        return this.close('list', 'first-item');
      case ':':
        return this.next === 'colon' ? this.expect('value') : notJson;
      default: {
        const kind = this.stack.at(-1)?.kind;
        if (this.next !== 'more' || kind === undefined) return notJson;
        return this.expect(kind === 'object' ? 'field' : 'value');
      }
    }
  }

  text(value: string): string | null {
    if (this.next !== 'first-field' && this.next !== 'field') return this.plain(value);
    const open = this.stack.at(-1);
    if (open) open.field = value;
    return this.expect('colon');
  }

  plain(value: unknown): string | null {
    if (this.next !== 'value' && this.next !== 'first-item') return notJson;
    this.held += 1;
    return this.put(value);
  }

  end(): string | null {
    return this.next === 'nothing' ? null : notJson;
  }

  private expect(next: Next): null {
    this.next = next;
    return null;
  }

  private begin(kind: Open['kind']): string | null {
    if (this.next !== 'value' && this.next !== 'first-item') return notJson;
    if (this.stack.length >= this.limits.depth) {
      return `It has more than ${this.limits.depth} levels of objects or lists.`;
    }
    const path = this.pathOfNext();
    const value = kind === 'object' ? {} : [];
    const take = kind === 'list' ? this.takes[`${path}.*`.slice(1)] : undefined;
    this.stack.push({ kind, value, count: 0, field: '', path, take, before: this.held });
    this.held += 1;
    return this.expect(kind === 'object' ? 'first-field' : 'first-item');
  }

  /** The path of the value that comes next, with a dot before each part. */
  private pathOfNext(): string {
    const open = this.stack.at(-1);
    if (!open) return '';
    return `${open.path}.${open.kind === 'object' ? open.field : '*'}`;
  }

  private close(kind: Open['kind'], empty: Next): string | null {
    const open = this.stack.at(-1);
    if (open?.kind !== kind || (this.next !== 'more' && this.next !== empty)) return notJson;
    this.stack.pop();
    if (this.stack.at(-1)?.take) this.held = open.before + 1;
    return this.put(open.value);
  }

  private put(value: unknown): string | null {
    if (this.held > this.limits.values) return `It has more than ${this.limits.values} values.`;
    const open = this.stack.at(-1);
    if (!open) {
      this.value = value;
      return this.expect('nothing');
    }
    open.count += 1;
    this.next = 'more';
    if (Array.isArray(open.value)) {
      open.value.push(open.take ? open.take(value) : value);
      return null;
    }
    if (open.count > this.limits.fields) return `It has an object of more than ${this.limits.fields} fields.`;
    if (open.field === '__proto__') {
      const own = { value, enumerable: true, configurable: true, writable: true };
      Object.defineProperty(open.value, open.field, own);
    } else open.value[open.field] = value;
    return null;
  }
}

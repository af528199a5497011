/**
 * How the facts of a reading are stored: a list with one position for each fact, because a directory has hundreds of
 * thousands of them. Reading one back is a check of each value by hand, which costs a tenth of a schema. The products,
 * the largest fact, are a text of their own, which is read only when somebody asks for them.
 */
import { parsed } from '#lib/adapters/sqlite/stored-text';
import { addressOf } from '#lib/domain/account/email-address';
import type { AccountFacts, Permission } from '#lib/domain/directory/reading';
import { faultCodes } from '#lib/domain/outcome/answer';

type Products = NonNullable<AccountFacts['products']>;
type Field = Exclude<keyof AccountFacts, 'products'>;
type Value<F extends Field> = Exclude<AccountFacts[F], undefined>;

/** The stored form of one fact. */
interface StoredFact<V> {
  encode(value: V): unknown;
  /** The value; undefined if the stored one is not of its kind. */
  decode(stored: unknown): V | undefined;
}

const text: StoredFact<string> = {
  encode: (value) => value,
  decode: (stored) => (typeof stored === 'string' ? stored : undefined),
};

const flag: StoredFact<boolean> = {
  encode: (value) => value,
  decode: (stored) => (typeof stored === 'boolean' ? stored : undefined),
};

const codecs: { readonly [F in Field]-?: StoredFact<Value<F>> } = {
  status: text,
  name: text,
  email: text,
  type: text,
  claim: text,
  managementSource: text,
  lastActive: {
    encode: toSecond,
    decode: (stored) => (stored === null || typeof stored === 'string' ? stored : undefined),
  },
  organisationAdmin: flag,
  serviceAccount: flag,
  billable: flag,
  permission: {
    encode: ({ verdict, reason, hint, code }) => [verdict, reason, hint, ...(code ? [code] : [])],
    decode: permissionOf,
  },
  tokens: { encode: ({ count, lastUsed }) => [count, lastUsed], decode: tokensOf },
  groups: { encode: (groups) => groups, decode: textsOf },
  productsBySiteId: {
    encode: (products) => products.map(({ name, lastActive }) => [name, lastActive]),
    decode: productsBySiteIdOf,
  },
};

/**
 * The facts in the order of their positions. The order is part of the file: append a fact, or change
 * `directoryVersion`.
 */
const fields = Object.keys(codecs) as Field[];
const inOrder = fields.map((field) => codecs[field] as StoredFact<unknown>);

/** Stands for a fact that the answer did not have. */
const absent = 0;

/** Stands for a text that is the same as that of the account's first reading. */
const asInFirst = 1;

/** The facts as they were stored. */
class StoredFacts implements AccountFacts {
  status: string | undefined = undefined;
  name: string | undefined = undefined;
  email: string | undefined = undefined;
  type: string | undefined = undefined;
  claim: string | undefined = undefined;
  managementSource: string | undefined = undefined;
  lastActive: string | null | undefined = undefined;
  organisationAdmin: boolean | undefined = undefined;
  serviceAccount: boolean | undefined = undefined;
  billable: boolean | undefined = undefined;
  permission: Permission | undefined = undefined;
  tokens: AccountFacts['tokens'] = undefined;
  groups: string[] | undefined = undefined;
  productsBySiteId: Products | undefined = undefined;
  /** The text of `encodeProducts`; empty if the answer had no products. */
  readonly #products: string;

  constructor(products: string) {
    this.#products = products;
  }

  get products(): Products | undefined {
    return decodeProducts(this.#products);
  }

  static textOf(facts: AccountFacts): string {
    if (facts instanceof StoredFacts) return facts.#products;
    return facts.products === undefined ? '' : encodeProducts(facts.products);
  }
}

/** The facts of a reading as positions of a list. `first` has the facts of the account's first reading. */
export function encodeFacts(facts: AccountFacts, first: AccountFacts | null): unknown[] {
  const cells = fields.map((field, at) => {
    const value = facts[field];
    if (value === undefined) return absent;
    if (typeof value === 'string' && value === first?.[field]) return asInFirst;
    return inOrder[at]?.encode(value);
  });
  while (cells.at(-1) === absent) cells.pop();
  return cells;
}

/**
 * The facts of such a list, whose positions begin at `from`; null if it cannot be read. `products` is the text of
 * `productsText`.
 */
export function decodeFacts(
  cells: readonly unknown[],
  from: number,
  first: AccountFacts | null,
  products: string,
): AccountFacts | null {
  const facts: Partial<Record<Field, unknown>> & AccountFacts = new StoredFacts(products);
  for (let at = from; at < cells.length; at += 1) {
    const cell = cells[at];
    const field = fields[at - from];
    if (cell === absent) continue;
    // A later version of Lockstep would have another version of the file.
    if (field === undefined) return null;
    const value = cell === asInFirst ? first?.[field] : inOrder[at - from]?.decode(cell);
    if (value === undefined) return null;
    facts[field] = value as never;
  }
  return facts;
}

/** The products of a reading as a text without line breaks; empty if the answer did not have them. */
export function productsText(facts: AccountFacts): string {
  return StoredFacts.textOf(facts);
}

function encodeProducts(products: Products): string {
  return JSON.stringify(
    products.map(({ name, lastActive }) => (lastActive === null ? name : [name, toSeconds(lastActive)])),
  );
}

/** The products of a text; undefined if there are none, or if it cannot be read. */
function decodeProducts(stored: string): Products | undefined {
  if (stored === '') return undefined;
  const products = parsed(stored);
  return Array.isArray(products) ? every(products.map(productOf)) : undefined;
}

function productOf(stored: unknown): Products[number] | undefined {
  if (typeof stored === 'string') return { name: stored, lastActive: null };
  const [name, time]: unknown[] = Array.isArray(stored) ? stored : [];
  return typeof name === 'string' && isTime(time) ? new StoredProduct(name, time) : undefined;
}

/** A product whose time is turned into a text when somebody asks for it. */
class StoredProduct {
  readonly name: string;
  readonly #time: string | number;

  constructor(name: string, time: string | number) {
    this.name = name;
    this.#time = time;
  }

  get lastActive(): string {
    return fromSeconds(this.#time);
  }
}

const moment = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?Z$/;

/**
 * A time without the fraction of its second, if it is a moment in UTC. Atlassian gives up to nine digits [SPEC], and is
 * up to a day late.
 */
function toSecond(time: string | null): string | null {
  return time?.replace(moment, '$1Z') ?? null;
}

/** The same in seconds since the epoch, which is shorter. */
function toSeconds(time: string): string | number {
  const ms = moment.test(time) ? Date.parse(time) : Number.NaN;
  return Number.isNaN(ms) ? time : Math.floor(ms / 1_000);
}

/** The last moment that a `Date` can have, in seconds. */
const lastSecond = 8_640_000_000_000;

function isTime(stored: unknown): stored is string | number {
  return typeof stored === 'string' || (typeof stored === 'number' && Math.abs(stored) <= lastSecond);
}

function fromSeconds(stored: string | number): string {
  return typeof stored === 'string' ? stored : `${new Date(stored * 1_000).toISOString().slice(0, 19)}Z`;
}

const verdicts: readonly Permission['verdict'][] = [
  'allowed',
  'refused',
  'not-managed',
  'unknown-account',
  'unknown',
];

function permissionOf(stored: unknown): Permission | undefined {
  const [said, reason, hint, named]: unknown[] = Array.isArray(stored) ? stored : [];
  const verdict = verdicts.find((each) => each === said);
  // A file of an earlier version has no code.
  const code = faultCodes.find((each) => each === named);
  return verdict !== undefined && typeof reason === 'string' && typeof hint === 'string'
    ? { verdict, reason, hint, ...(code && { code }) }
    : undefined;
}

function tokensOf(stored: unknown): Value<'tokens'> | undefined {
  const [count, lastUsed]: unknown[] = Array.isArray(stored) ? stored : [];
  return typeof count === 'number' && (lastUsed === null || typeof lastUsed === 'string')
    ? { count, lastUsed }
    : undefined;
}

function productsBySiteIdOf(stored: unknown): Products | undefined {
  if (!Array.isArray(stored)) return undefined;
  return every(
    stored.map((each: unknown) => {
      const [name, lastActive]: unknown[] = Array.isArray(each) ? each : [];
      return typeof name === 'string' && (lastActive === null || typeof lastActive === 'string')
        ? { name, lastActive }
        : undefined;
    }),
  );
}

function textsOf(stored: unknown): string[] | undefined {
  if (!Array.isArray(stored)) return undefined;
  return every(stored.map((each: unknown) => (typeof each === 'string' ? each : undefined)));
}

function every<T>(values: (T | undefined)[]): T[] | undefined {
  return values.every((value) => value !== undefined) ? (values as T[]) : undefined;
}

/** The e-mail address as it is searched for; null if there is none. */
export function storedAddress({ email }: AccountFacts): string | null {
  return addressOf(email ?? '') || null;
}

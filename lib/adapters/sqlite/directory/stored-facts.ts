/**
 * The text in which the facts of a reading are stored: JSON with short keys, because a directory has hundreds of
 * thousands of them. Reading one back is a check of each value by hand, which costs a tenth of a schema.
 */
import { parsed } from '#lib/adapters/sqlite/stored-text';
import type { AccountFacts, Permission } from '#lib/domain/directory/reading';

type Field = keyof AccountFacts;
type Value<F extends Field> = Exclude<AccountFacts[F], undefined>;

/** How one fact is stored. */
interface StoredFact<V> {
  key: string;
  encode(value: V): unknown;
  /** The value; undefined if the stored one is not of its kind. */
  decode(stored: unknown): V | undefined;
}

const facts: { readonly [F in Field]-?: StoredFact<Value<F>> } = {
  status: text('s'),
  type: text('t'),
  name: text('n'),
  email: text('e'),
  claim: text('c'),
  managementSource: text('m'),
  organisationAdmin: flag('a'),
  serviceAccount: flag('v'),
  lastActive: {
    key: 'l',
    encode: encodeTime,
    decode: decodeTime,
  },
  products: {
    key: 'p',
    encode: (products) =>
      products.map(({ name, lastActive }) => (lastActive === null ? name : [name, encodeTime(lastActive)])),
    decode: (stored) => (Array.isArray(stored) ? every(stored.map(productOf)) : undefined),
  },
  billable: flag('b'),
  permission: {
    key: 'd',
    encode: ({ verdict, reason, hint }) => [verdict, reason, hint],
    decode: permissionOf,
  },
  tokens: {
    key: 'k',
    encode: ({ count, lastUsed }) => [count, lastUsed],
    decode: tokensOf,
  },
};

function text(key: string): StoredFact<string> {
  return {
    key,
    encode: (value) => value,
    decode: (stored) => (typeof stored === 'string' ? stored : undefined),
  };
}

function flag(key: string): StoredFact<boolean> {
  return {
    key,
    encode: (value) => value,
    decode: (stored) => (typeof stored === 'boolean' ? stored : undefined),
  };
}

function productOf(stored: unknown): { name: string; lastActive: string | null } | undefined {
  if (typeof stored === 'string') return { name: stored, lastActive: null };
  const [name, time]: unknown[] = Array.isArray(stored) ? stored : [];
  const lastActive = decodeTime(time);
  return typeof name === 'string' && lastActive !== undefined ? { name, lastActive } : undefined;
}

const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

/**
 * A time in seconds since the epoch, if it is a moment in UTC. Atlassian gives up to nine digits of a second [SPEC], and
 * is up to a day late, so fractions are left out.
 */
function encodeTime(time: string | null): string | number | null {
  const ms = time !== null && moment.test(time) ? Date.parse(time) : Number.NaN;
  return Number.isNaN(ms) ? time : Math.floor(ms / 1_000);
}

function decodeTime(stored: unknown): string | null | undefined {
  if (stored === null || typeof stored === 'string') return stored;
  const time = new Date(typeof stored === 'number' ? stored * 1_000 : Number.NaN);
  return Number.isNaN(time.getTime()) ? undefined : `${time.toISOString().slice(0, 19)}Z`;
}

const verdicts: readonly Permission['verdict'][] = [
  'allowed',
  'refused',
  'not-managed',
  'unknown-account',
  'unknown',
];

function permissionOf(stored: unknown): Permission | undefined {
  const [said, reason, hint]: unknown[] = Array.isArray(stored) ? stored : [];
  const verdict = verdicts.find((each) => each === said);
  return verdict !== undefined && typeof reason === 'string' && typeof hint === 'string'
    ? { verdict, reason, hint }
    : undefined;
}

function tokensOf(stored: unknown): Value<'tokens'> | undefined {
  const [count, lastUsed]: unknown[] = Array.isArray(stored) ? stored : [];
  return typeof count === 'number' && (lastUsed === null || typeof lastUsed === 'string')
    ? { count, lastUsed }
    : undefined;
}

function every<T>(values: (T | undefined)[]): T[] | undefined {
  return values.every((value) => value !== undefined) ? (values as T[]) : undefined;
}

const fields = Object.keys(facts) as Field[];
const fieldOf = new Map(fields.map((field) => [facts[field].key, field]));

/** The e-mail address as it is searched for; null if there is none. */
export function storedAddress({ email }: AccountFacts): string | null {
  return email?.trim().toLowerCase() || null;
}

/** The text of facts. The e-mail address is not in it if it is the same as `address`, which is stored beside it. */
export function encodeFacts(known: AccountFacts, address: string | null): string {
  const stored: Record<string, unknown> = {};
  for (const field of fields) {
    if (field === 'email' && known.email === address) continue;
    const { key, encode } = facts[field] as StoredFact<unknown>;
    if (known[field] !== undefined) stored[key] = encode(known[field]);
  }
  return JSON.stringify(stored);
}

/** The facts of a text; null if it cannot be read. Unknown keys are left out. */
export function decodeFacts(stored: string, address: string | null): AccountFacts | null {
  const value = parsed(stored);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const known: Record<string, unknown> = {};
  if (address !== null) known.email = address;
  for (const key of Object.keys(value)) {
    const field = fieldOf.get(key);
    if (field === undefined) continue;
    const fact = facts[field].decode((value as Record<string, unknown>)[key]);
    if (fact === undefined) return null;
    known[field] = fact;
  }
  return known;
}

/**
 * Remembers the e-mail addresses of a file, to find two account IDs with one address however far apart. It keeps hashes
 * only: two addresses with the same hash, one in 10^19 pairs, would be doubtful without a reason.
 */

import { hashOf } from '#lib/domain/roster/identities';
import { HashedEntries } from '#lib/domain/text/hashed-entries';
import { beginningNoun, type PlaceNoun } from '#lib/domain/text/place';

/** The numbers stored for each address: two hashes, the hash of the account, position and line of its first row. */
const fields = 5;
const otherSeed = 0x9747b28c;

/** The first row of an address. */
interface FirstRow {
  position: number;
  line: number;
}

/** The addresses of one file. */
export class SharedAddresses {
  private readonly table = new HashedEntries(fields, 0);

  /** Notes a row. Returns the first row with this address if it has another account ID; else null. */
  meet(address: string, accountId: string, position: number, line: number): FirstRow | null {
    const { table } = this;
    const hash = hashOf(address);
    const other = hashOf(address, otherSeed);
    const account = hashOf(accountId);
    const at = table.find(hash, (each) => table.number(each, 1) === other);
    if (at === null) {
      table.add([hash, other, account, position, line]);
      return null;
    }
    if (table.number(at, 2) === account) return null;
    return { position: table.number(at, 3), line: table.number(at, 4) };
  }
}

/** The message about a row whose address another line or row has too. */
export const sharedAddress = (line: number, noun: PlaceNoun): string =>
  `${beginningNoun(noun)} ${line} has the same e-mail address with another account ID, so it is not certain whose it is. Check which account is meant.`;

/** The prefixes that are another one without one of its digits. */
export function cutPrefixesOf(prefixes: Iterable<string>): string[] {
  const all = [...prefixes];
  const shortened = new Set(
    all.flatMap((prefix) => [...prefix].map((_, at) => prefix.slice(0, at) + prefix.slice(at + 1))),
  );
  return all.filter((prefix) => shortened.has(prefix));
}

/** Made-up knowledge about accounts, for the tests of the selection. */
import { type AccountKey, accountKey } from '#lib/domain/account/account-id';
import type { AddressHolder } from '#lib/domain/directory/address-holder';
import type { Reading } from '#lib/domain/directory/reading';
import type { Knowledge, KnowledgeVerbs } from '#lib/engine/directory/knowledge';

/** Answers with these readings and address holders, by account ID, for every roster. */
export function sampleKnowledge(
  readings: Readonly<Record<string, readonly Reading[]>> = {},
  holders: Readonly<Record<string, AddressHolder>> = {},
): Pick<KnowledgeVerbs, 'inPieces' | 'ofUsers'> {
  const accounts = byKey(readings);
  const known = { accounts, allReadings: accounts, addressHolders: byKey(holders) };
  return {
    *inPieces() {
      yield;
      return known as Knowledge;
    },
    *ofUsers() {
      yield;
      return known;
    },
  };
}

function byKey<T>(values: Readonly<Record<string, T>>): ReadonlyMap<AccountKey, T> {
  return new Map(Object.entries(values).map(([id, value]) => [accountKey(id), value]));
}

/** Stores Atlassian's answers, in one directory for each organisation. */
import type { AccountKey } from '#lib/domain/account/account-id';
import type { PartState } from '#lib/domain/directory/known';
import type { DirectoryAccount } from '#lib/domain/directory/managed-account';
import type { AccountReading, Reading, Source } from '#lib/domain/directory/reading';
import type { SweepState, SweptSource } from '#lib/domain/directory/sweep';
import type { StorageNotice } from '#lib/domain/retention';
import type { Pieces } from '#lib/domain/text/pieces';

/** The readings of the accounts that were asked for, by the key of the account ID. */
export type ReadingsByAccount = ReadonlyMap<AccountKey, readonly Reading[]>;

/** Identifies a directory: the API address (or the demo organisation), and the organisation if the key sees one. */
export interface DirectoryName {
  api: string;
  organisationId: string | null;
}

/**
 * Atlassian's answers about one organisation, in a file of their own. The file may be lost at any time; then the
 * directory is empty again. Writing returns before the data is durable. No method throws: facts that cannot be read
 * count as unknown.
 */
export interface DirectoryStore {
  /** The readings of these accounts. In pieces; includes what is saved in the meantime. */
  readings(accountIds: readonly string[]): Pieces<ReadingsByAccount>;
  /** The accounts that a source has with one of these e-mail addresses, however they are written. */
  byAddress(addresses: readonly string[]): readonly AccountReading[];
  /** The accounts with which any source has one of these addresses (see `addressOf`), without reading their facts. */
  accountsAt(addresses: readonly string[]): readonly AccountAtAddress[];
  /**
   * All addresses that sources have, or once had, for two different accounts. The set may contain further addresses.
   */
  sharedAddresses(): ReadonlySet<string>;
  /**
   * Some of the accounts that a list contained in this or a later sweep, those after the account `after` in order;
   * empty when there are no more.
   */
  listed(source: SweptSource, generation: number, after: string): readonly AccountReading[];
  /**
   * At most `most` accounts from the place `from` on (0: the first), in the order in which they were first saved, and
   * the place of the next ones; null after the last one.
   */
  page(from: number, most: number): DirectoryPage;
  /**
   * Saves readings. A reading replaces the earlier one of the same source. Returns why none of them could be kept; null
   * if all were.
   */
  save(readings: readonly AccountReading[]): StorageNotice | null;
  sweep(source: SweptSource): SweepState;
  /** Saves a state, in memory only if it cannot be written. */
  saveSweep(source: SweptSource, state: SweepState): void;
  /** The state of the questions about each user of a roster; saved as the state of a sweep is. */
  part(rosterId: string, part: string): PartState;
  savePart(rosterId: string, part: string, state: PartState): void;
  /** A number that grows with every change, so that callers can tell whether cached results are outdated. */
  revision(): number;
  /** Frees the memory of cached readings. They are read again when they are needed. */
  release(): void;
}

/** Some accounts with all their readings. */
export interface DirectoryPage {
  accounts: readonly DirectoryAccount[];
  next: number | null;
}

/** An account, as Atlassian spells its ID, with an address that some source has for it. */
export interface AccountAtAddress {
  accountId: string;
  address: string;
}

/** Numbers of what a directory has in it. Dates are ms since the epoch. */
export interface KeptDirectory {
  id: string;
  name: DirectoryName;
  accounts: number;
  readings: readonly { source: Source; count: number; oldest: number; newest: number }[];
  /** The size of its file. */
  bytes: number;
}

/** The directories in the data folder. */
export interface DirectoryFiles {
  /** The directory of an organisation. It is created with its first reading. */
  of(name: DirectoryName): DirectoryStore;
  /** Every directory in the folder. */
  list(): KeptDirectory[];
  /**
   * Deletes the directory of an organisation and overwrites its bytes. Returns false if some bytes may be left. An
   * answer that is still under way is not kept.
   */
  forget(name: DirectoryName): boolean;
  /** Deletes what was read before `at` (ms since the epoch), and overwrites it. */
  expire(at: number): void;
  /** Notices about files that cannot be read or written. */
  notices(): StorageNotice[];
  close(): void;
}

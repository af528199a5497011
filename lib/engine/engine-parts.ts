/** The parts from which the engine is built. */
import type { ClassifyRecorded } from '#lib/domain/postman/outcomes';
import type { ConnectionParts } from '#lib/engine/connection/held-connection';
import type { Product } from '#lib/engine/plan/plan-parts';
import type { Clock, DemoHost, Gateway, Hashing, Random } from '#lib/engine/ports';
import type { DirectoryFiles } from '#lib/engine/storage/directories';
import type { OriginalStore } from '#lib/engine/storage/originals';
import type { ProtectionStore, RuleStore } from '#lib/engine/storage/protections';
import type { RetentionStore } from '#lib/engine/storage/retention';
import type { RosterStore } from '#lib/engine/storage/rosters';
import type { RunStore } from '#lib/engine/storage/runs';
import type { SizeLimitStore } from '#lib/engine/storage/size-limits';
import type { SummaryStore } from '#lib/engine/storage/summaries';

/** The ports that the engine needs. */
export interface EngineParts {
  rosterStore: RosterStore;
  originals: OriginalStore;
  protectionStore: ProtectionStore;
  ruleStore: RuleStore;
  runStore: RunStore;
  summaryStore: SummaryStore;
  directoryFiles: DirectoryFiles;
  sizeLimitStore: SizeLimitStore;
  retentionStore: RetentionStore;
  clock: Clock;
  random: Random;
  hashing: Hashing;
  demo: DemoHost;
  apiUrl: string;
  /** Facts about the program and its user for sealed plans; absent: plans are sealed without them. */
  product?: Product | undefined;
  environment: ConnectionParts['environment'];
  /** Logs each check of a key; absent if the log is off. */
  log?: ConnectionParts['log'];
  /** The reason why a typed key is refused; null if it is accepted. Absent if every well-formed key is accepted. */
  keyFault?: ConnectionParts['keyFault'];
  /** Absent if there is none. */
  keychain?: ConnectionParts['keychain'];
  kept?: ConnectionParts['kept'];
  /** Explains answers that another tool recorded; `secrets` are redacted in every quotation. */
  classifyRecorded: (secrets: readonly string[], now: number) => ClassifyRecorded;
  /** Whether lists and facts are read ahead, before the admin asks for them; absent: they are not. */
  readsAhead?: boolean;
  /**
   * Whether another process owns the data folder. Then nothing is written, no run is resumed, and journals are only
   * read.
   */
  watching?: boolean;
  /**
   * Makes the gateway to Atlassian. `mayWrite` is called in the last function before the socket. It returns why an
   * account must not be called, or null.
   */
  gateway(mayWrite: (accountId: string) => string | null): Gateway;
}

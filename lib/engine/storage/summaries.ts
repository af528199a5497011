/** Stores summaries of ended runs. A write is durable when its method returns. */
import type { RunSummary } from '#lib/domain/run/view/summary';

/** The number of entries of a journal, and the hash of the last one. */
export interface JournalHead {
  entries: number;
  hash: string;
}

/** The facts that follow from an ended run without its users. */
export interface EndedRun {
  summary: RunSummary;
  /** The run's statement about each account of its plan (see `verdictsOf`). */
  verdicts: string;
}

/** Stores summaries of ended runs. Each can be computed again from its journal, which outranks it. */
export interface SummaryStore {
  /** The head of a journal as it is; null if it has no entry. */
  head(runId: string): JournalHead | null;
  /** The summary stored for a journal with this head; null if there is none, or if it was changed since. */
  summary(runId: string, head: JournalHead): EndedRun | null;
  /** Stores or replaces a summary. If the disk is full, nothing is stored, and the next start computes it again. */
  save(runId: string, head: JournalHead, run: EndedRun): void;
}

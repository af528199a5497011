/** Follows the journal of a run in a test, as its page does: the texts of the entries are read. */
import { streamedEntrySchema } from '#lib/contract/run';
import type { JournalEntry } from '#lib/domain/run/events';
import type { RunVerbs } from '#lib/engine/run/runs';

/** Batches of entries after `after`; see `RunVerbs.follow`. */
export async function* followed(
  runs: Pick<RunVerbs, 'follow'>,
  ...asked: Parameters<RunVerbs['follow']>
): AsyncGenerator<readonly JournalEntry[]> {
  for await (const batch of runs.follow(...asked)) {
    yield batch.map(({ text }) => streamedEntrySchema.parse(JSON.parse(text)));
  }
}

/** Unticks the users whose call would fail, once a check has ended. */
import type { AccountId } from '#lib/domain/account/account-id';
import { willFail } from '#lib/domain/preflight/preflight';
import { inGroups, type Pieces } from '#lib/domain/text/pieces';
import type { KnowledgeVerbs } from '#lib/engine/directory/knowledge';
import type { SelectionVerbs } from '#lib/engine/roster/selection';
import type { RosterStore } from '#lib/engine/storage/rosters';
import { inTurns } from '#lib/engine/turns';

/** The parts that unticking needs. */
interface UntickParts {
  rosterStore: Pick<RosterStore, 'untickOnce'>;
  selection: Pick<SelectionVerbs, 'selectedInPieces'>;
  knowledge: Pick<KnowledgeVerbs, 'inPieces'>;
  /** Does the work when no change of ticks is in progress. */
  afterChanges<T>(work: () => T | Promise<T>): Promise<T>;
}

/**
 * Unticks those ticked users of a roster whose call Atlassian has said it would refuse. A prediction that only follows
 * from a list unticks nobody, since Atlassian may allow the call. Users whom an earlier check has unticked, and the
 * admin has ticked since, stay ticked.
 */
export async function untickRefused(parts: UntickParts, rosterId: string): Promise<void> {
  const { predictions } = await inTurns(parts.knowledge.inPieces(rosterId));
  if (predictions === null) return;
  await parts.afterChanges(async () => {
    const selected = await inTurns(parts.selection.selectedInPieces(rosterId));
    const failing = selected
      .map(({ accountId }) => accountId)
      .filter((accountId) => {
        const prediction = predictions.get(accountId);
        return prediction?.basis === 'asked' && willFail(prediction);
      });
    await inTurns(untick(parts, rosterId, failing));
  });
}

function* untick(
  { rosterStore }: UntickParts,
  rosterId: string,
  accountIds: readonly AccountId[],
): Pieces<void> {
  for (const group of inGroups(accountIds)) {
    rosterStore.untickOnce(rosterId, group);
    yield;
  }
}

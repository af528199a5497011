/** For the model-based test: what the answers to requests said, by the ledger. */
import type { UsersPage } from '#lib/engine/atlassian-shapes';
import type { Call } from '#test/model/observed';

/** Whether a write may have taken effect, as far as the engine knows. */
export function isLost(call: Call): boolean {
  return call.told === null || (!call.told.ok && call.told.fault.effect === 'unknown');
}

/** The status that the answer to a reading of the profile shows; empty if none. Closed counts as inactive. */
export function statusOf(call: Call): string {
  const status = call.told?.ok ? (call.told.value as { status: string }).status : '';
  return status === 'closed' ? 'inactive' : status;
}

/** The status that an answered search shows for the account of a person; null if it does not. */
export function shownBy({ told }: Call, accountId: string): string | null {
  if (!told?.ok) return null;
  const { users } = told.value as UsersPage;
  const shown = users.filter((user) => user.accountId === accountId);
  const [only] = shown;
  return shown.length === 1 && only?.accountType === 'atlassian' ? only.accountStatus : null;
}

/** The status of an account in an answer; empty if it has none. */
export function statusSaid(call: Call, accountId: string): string {
  if (call.kind === 'read') return call.accountId === accountId ? statusOf(call) : '';
  const users = call.told?.ok ? (call.told.value as UsersPage).users : [];
  return users.find((each) => each.accountId === accountId)?.accountStatus ?? '';
}

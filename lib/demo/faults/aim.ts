/** Decides whether a fault applies to a call, and counts how many are left. */
import type { Aim, Faults, ScriptedAnswer, Target } from '#lib/demo/faults/faults';
import { isLifecycle, type OperationName } from '#lib/demo/operations';

/** Whether a target includes an operation; by default the lifecycle writes. */
export function covers(target: Target | undefined, operation: OperationName): boolean {
  if (target === undefined || target === 'lifecycle') return isLifecycle(operation);
  return target === 'any' || target.includes(operation);
}

/** The faults that apply to a number of calls. */
type CountedFault =
  | 'hang'
  | 'ineffective'
  | 'cutBeforeWrite'
  | 'cutAfterWrite'
  | 'applyThen504'
  | 'truncatedBody'
  | 'redirect';

/** Uses up one of the faults of this name, if it applies to the operation and any are left; true if it did. */
export function take(faults: Faults, name: CountedFault, operation: OperationName): boolean {
  const given = faults[name];
  if (typeof given === 'number') {
    if (given <= 0 || !covers(undefined, operation)) return false;
    faults[name] = given - 1;
    return true;
  }
  const taken = takeOne(given, operation);
  faults[name] = taken.left;
  return taken.met;
}

/** The same for a fault with its own count; `left` stores what remains of it. */
export function takeOne<T extends Aim & { next?: number }>(
  given: T,
  operation: OperationName,
): { met: boolean; left: T } {
  if (!covers(given.on, operation) || (given.next ?? 0) <= 0) return { met: false, left: given };
  const { after = 0 } = given;
  if (after > 0) return { met: false, left: { ...given, after: after - 1 } };
  return { met: true, left: { ...given, next: (given.next ?? 0) - 1 } };
}

/** The scripted answer for this call, removed from the account's list. */
export function takeScripted(
  faults: Faults,
  accountId: string | null,
  operation: OperationName,
): ScriptedAnswer | null {
  if (accountId === null || !Object.hasOwn(faults.perAccount, accountId)) return null;
  const list = faults.perAccount[accountId] ?? [];
  const at = list.findIndex((each) => covers(each.on, operation));
  const found = list[at];
  if (!found) return null;
  const { after = 0 } = found;
  const kept = after > 0 ? [{ ...found, after: after - 1 }] : found.always ? [found] : [];
  faults.perAccount = {
    ...faults.perAccount,
    [accountId]: [...list.slice(0, at), ...kept, ...list.slice(at + 1)],
  };
  return after > 0 ? null : found;
}

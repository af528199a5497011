/** Whether a fault meets a call, and how many it has left. */
import type { Aim, Faults, ScriptedAnswer, Target } from '#lib/demo/faults/faults';
import { isLifecycle, type OperationName } from '#lib/demo/operations';

/** Whether a target covers an operation: lifecycle writes unless told. */
export function covers(target: Target | undefined, operation: OperationName): boolean {
  if (target === undefined || target === 'lifecycle') return isLifecycle(operation);
  return target === 'any' || target.includes(operation);
}

export type CountedFault =
  | 'hang'
  | 'ineffective'
  | 'cutBeforeWrite'
  | 'cutAfterWrite'
  | 'applyThen504'
  | 'truncatedBody'
  | 'redirect';

/** Takes one from a fault that is aimed at the operation and has some left; true where there was one. */
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

/** The same for a fault with a count of its own; `left` is what is to be kept of it. */
export function takeOne<T extends Aim & { next?: number }>(
  given: T,
  operation: OperationName,
): { met: boolean; left: T } {
  if (!covers(given.on, operation) || (given.next ?? 0) <= 0) return { met: false, left: given };
  const { after = 0 } = given;
  if (after > 0) return { met: false, left: { ...given, after: after - 1 } };
  return { met: true, left: { ...given, next: (given.next ?? 0) - 1 } };
}

/** The answer written beforehand for this call, taken from the account's list. */
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

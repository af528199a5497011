/** Finds whether an operation belongs to a source that is switched off. */
import type { ClosedAnswer, Faults } from '#lib/demo/faults/faults';
import { type OperationName, sourceNames } from '#lib/demo/operations';

/** The refusal of the operation; null if it is open. */
export function closedAnswerOf(
  { closedSources }: Pick<Faults, 'closedSources'>,
  operation: OperationName,
): ClosedAnswer | null {
  const source = sourceNames.find((name) => name === operation);
  return (source && closedSources[source]) ?? null;
}

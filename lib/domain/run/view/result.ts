/** The result of a run in one line, for headlines. Pure. */
import { type Act, actTerms, outcomeLabel } from '#lib/domain/outcome/act';
import { type ShownOutcome, shownKinds } from '#lib/domain/outcome/outcome';
import { whole } from '#lib/domain/text/whole';

/** The labels of the outcomes of a run. */
export type OutcomeWords = typeof outcomeLabel;

/**
 * The result as a line: `194 of 221 deactivated · 27 refused`. It begins with the goal of the run; all other outcomes
 * that occur follow. The counts are those of `shownCounts`, so they add up to the total. `verification`
 * (`verificationFacts`) comes second.
 */
export function resultLine(
  act: Act,
  counts: Readonly<Record<ShownOutcome, number>>,
  verification: readonly string[] = [],
  label: OutcomeWords = outcomeLabel,
): string {
  return resultParts(act, counts, verification, label).join(' · ');
}

/** The parts of that line: first the result, then the other outcomes. */
export function resultParts(
  act: Act,
  counts: Readonly<Record<ShownOutcome, number>>,
  verification: readonly string[],
  label: OutcomeWords,
): [result: string, ...others: string[]] {
  const { done } = actTerms[act];
  const total = shownKinds.reduce((sum, kind) => sum + counts[kind], 0);
  const said = (kind: ShownOutcome) => label(act, kind).toLowerCase();
  const others = shownKinds.filter((kind) => kind !== done && counts[kind] > 0);
  return [
    `${whole(counts[done])} of ${whole(total)} ${said(done)}`,
    ...verification,
    ...others.map((kind) => `${whole(counts[kind])} ${said(kind)}`),
  ];
}

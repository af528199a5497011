/** Collects the admin's answers about a run: before it, and when it was resumed. Pure. */
import type { Plan } from '#lib/domain/plan/plan';
import { answeredTexts } from '#lib/domain/plan/question';
import type { RunState } from '#lib/domain/run/state';

/** Each answer with its question, in a sentence or two. */
export function answersOf(
  { terms }: Pick<Plan, 'terms'>,
  { resumedInCopy }: Pick<RunState, 'resumedInCopy'>,
): string[] {
  const copies = resumedInCopy.map((at) => {
    const time = new Date(at).toISOString();
    return `The run was resumed in a copy of its data folder at ${time}. Your answer: it was the newest copy, and no other was in use.`;
  });
  return [...answeredTexts(terms?.questions), ...copies];
}

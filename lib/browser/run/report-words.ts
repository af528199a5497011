/** What became of a run, in a sentence or two. */
import { formatCount, formatQuantity } from '#lib/browser/format';
import type { RunState } from '#lib/domain/run';

/** `2,380 of 2,391 users were deactivated. 8 were inactive already.` and what is left; for a run that has ended. */
export function reportWords(state: RunState): string {
  const { counts, total } = state;
  const sentences = [
    counts.deactivated === total
      ? `${total === 1 ? 'The one user was' : `All ${formatCount(total)} users were`} deactivated.`
      : `${formatCount(counts.deactivated)} of ${formatQuantity(total, 'user')} ${were(counts.deactivated)} deactivated.`,
  ];
  const say = (count: number, rest: string) => {
    if (count > 0) sentences.push(`${formatCount(count)} ${were(count)} ${rest}.`);
  };
  say(counts['confirmed-inactive'], 'confirmed inactive by reading back, after the answer was lost');
  say(counts['already-inactive'], 'inactive already');
  say(counts.refused, 'refused by Atlassian');
  if (counts.failed > 0) sentences.push(`${formatCount(counts.failed)} failed.`);
  if (counts['in-doubt'] > 0) {
    const one = counts['in-doubt'] === 1;
    sentences.push(
      `${formatCount(counts['in-doubt'])} ${one ? 'is' : 'are'} in doubt: look at the account${one ? '' : 's'}.`,
    );
  }
  say(counts.skipped, 'skipped');
  say(total - state.settled, 'not attempted');
  return sentences.join(' ');
}

function were(count: number): string {
  return count === 1 ? 'was' : 'were';
}

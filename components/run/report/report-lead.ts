/** The result of a run in a sentence or two. */
import { formatCount, formatQuantity } from '#components/shared/format.ts';
import { actTerms } from '#lib/domain/outcome/act';
import { headcountDeviation, openAtTheEnd, recheckText } from '#lib/domain/run/recheck';
import type { RunState } from '#lib/domain/run/state';

/** `2,380 of 2,391 users were deactivated. 8 were inactive already.` and what is left, for a run that has ended. */
export function reportLead(state: RunState): string {
  const { counts, total } = state;
  const terms = actTerms[state.act];
  const past = state.act === 'dry-run' ? 'found ready to be deactivated, but not called' : terms.past;
  const departs = openAtTheEnd(state).length > 0;
  const accepted = `Atlassian accepted the calls for ${formatCount(counts[terms.done])} of ${formatQuantity(total, 'user')}.`;
  const sentences = [
    departs
      ? `${accepted} But ${lower(recheckText(state))}`
      : counts[terms.done] === total
        ? `${total === 1 ? 'The one user was' : `All ${formatCount(total)} users were`} ${past}.`
        : `${formatCount(counts[terms.done])} of ${formatQuantity(total, 'user')} ${were(counts[terms.done])} ${past}.`,
  ];
  const say = (count: number, rest: string) => {
    if (count > 0) sentences.push(`${formatCount(count)} ${were(count)} ${rest}.`);
  };
  say(
    counts[terms.confirmed],
    `confirmed ${terms.goal} by reading back: no answer says that the call was accepted`,
  );
  say(counts[terms.already], `${terms.goal} already`);
  if (state.act === 'dry-run') {
    if (counts.refused > 0) sentences.push(`${formatCount(counts.refused)} would be refused by Atlassian.`);
  } else say(counts.refused, 'refused by Atlassian');
  if (counts.failed > 0) sentences.push(`${formatCount(counts.failed)} failed.`);
  if (counts['in-doubt'] > 0) {
    const one = counts['in-doubt'] === 1;
    sentences.push(
      `${formatCount(counts['in-doubt'])} ${one ? 'is' : 'are'} in doubt: look at the account${one ? '' : 's'}.`,
    );
  }
  say(counts.skipped, 'skipped');
  say(total - state.settled, 'not attempted');
  const departure = headcountDeviation(state);
  if (departure !== null && departure !== 0) {
    const than = departure > 0 ? 'more' : 'fewer';
    const again = departs ? '' : ` ${recheckText(state)}`;
    sentences.push(
      `Atlassian counts ${formatCount(Math.abs(departure))} ${than} active accounts than these outcomes would give.${again}`.trim(),
    );
  }
  return sentences.join(' ');
}

const lower = (sentence: string) => `${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`;

function were(count: number): string {
  return count === 1 ? 'was' : 'were';
}

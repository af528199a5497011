/** The users that need the admin's attention after a run, grouped by reason. */
import { topicOfUser } from '#lib/domain/help/topic-of-user';
import type { TopicId } from '#lib/domain/help/topics/topic';
import { needsAttention, type Outcome, outcomeKinds } from '#lib/domain/outcome/outcome';
import { contradicted, contradictionText } from '#lib/domain/run/recheck';
import type { RunState } from '#lib/domain/run/state';

export interface AttentionGroup {
  outcome: Outcome;
  message: string;
  hint: string;
  positions: number[];
  /** The links in Atlassian's answers, each once. */
  links: string[];
  /** The help about the reason; null where there is none. */
  topic: TopicId | null;
}

/** The groups, by outcome in the order of `outcomeKinds`, the largest of each first. */
export function attentionGroups(state: RunState): AttentionGroup[] {
  const groups = new Map<string, AttentionGroup>();
  for (const position of state.users.positions(
    ({ outcome }) => outcome !== null && needsAttention(outcome),
  )) {
    const user = state.users.at(position);
    if (!user?.outcome) continue;
    const { outcome, message, hint, link } = user;
    const topic = topicOfUser(user);
    const key = `${outcome}\n${message}\n${hint}\n${topic}`;
    const group = groups.get(key);
    if (!group) {
      groups.set(key, { outcome, message, hint, positions: [position], links: link ? [link] : [], topic });
      continue;
    }
    group.positions.push(position);
    if (link && !group.links.includes(link)) group.links.push(link);
  }
  for (const position of contradicted(state)) {
    const outcome = state.users.brief(position)?.outcome;
    if (!outcome) continue;
    const { message, hint } = contradictionText(state, position);
    const key = `contradicted\n${outcome}\n${message}`;
    const group = groups.get(key);
    if (group) group.positions.push(position);
    else
      groups.set(key, { outcome, message, hint, positions: [position], links: [], topic: 'not-as-reported' });
  }
  const rank = (group: AttentionGroup) => outcomeKinds.indexOf(group.outcome);
  return [...groups.values()].sort(
    (one, other) => rank(one) - rank(other) || other.positions.length - one.positions.length,
  );
}

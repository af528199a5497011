/** Why a run waits, for its page and for screen readers. Pure. */
import { actTerms } from '#lib/domain/outcome/act';
import type { RunState } from '#lib/domain/run/state';

interface WaitReason {
  why: string;
  /** The text about what happens when the wait is over. */
  next: string;
}

/** Why a waiting run waits. `firstUser`: the name of the user who is done alone. */
export function waitReason(
  { act, hold, canary, open, users }: Pick<RunState, 'act' | 'hold' | 'canary' | 'open' | 'users'>,
  firstUser: string,
): WaitReason {
  const next = 'goes on by itself';
  if (hold?.unnamed) return { why: 'Atlassian answered 429 without a time', next };
  if (hold?.reckoned) return { why: 'Keeping to Atlassian’s rate limit', next };
  if (hold?.asked) return { why: 'Waiting as Atlassian asked', next };
  if (canary.state === 'checking') {
    return { why: `${firstUser} is not ${actTerms[act].goal} yet`, next: 'the account is read again' };
  }
  if ([...open].some((position) => users.at(position)?.stage === 'doubted')) {
    return { why: 'Waiting before an account is read back again', next };
  }
  return { why: 'Waiting before the same user is tried again', next };
}

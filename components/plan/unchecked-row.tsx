import type { ReactNode } from 'react';
import { AlarmRow, type OutWord } from '#components/plan/alarm-row.tsx';
import { formatQuantity } from '#components/shared/format.ts';
import { Button } from '#components/ui/button.tsx';
import { maxNames } from '#lib/domain/plan/alarms/alarm';
import { predictedLeaf } from '#lib/domain/plan/leaf';
import type { PlanEntry } from '#lib/domain/plan/plan';

interface Props {
  entries: readonly PlanEntry[];
  onCheck?: (() => void) | undefined;
  onUntick?: ((users: readonly PlanEntry[]) => void) | undefined;
  outWord?: OutWord | undefined;
  /** Shown instead of the button that checks. */
  instead?: ReactNode;
}

/** The users of a plan who were not checked with Atlassian; shows nothing if there are none. */
export function UncheckedRow({ entries, onCheck, onUntick, outWord, instead }: Props) {
  const unchecked = entries.filter(({ prediction }) => predictedLeaf(prediction) === 'not-checked');
  const count = unchecked.length;
  if (count === 0) return null;
  const names = unchecked.slice(0, maxNames).map(({ accountId, name, email, prediction }) => ({
    key: accountId,
    name: name || email || accountId,
    note: prediction?.reason || email,
  }));
  const title = `${formatQuantity(count, 'user was', 'users were')} not checked with Atlassian.`;
  const body = onCheck
    ? 'Atlassian may refuse some of them. A check only reads; nothing is changed.'
    : 'Atlassian may refuse some of them.';
  return (
    <AlarmRow
      alarm={{ title, body, count, names }}
      toUntick={count === entries.length ? 0 : count}
      onUntick={onUntick && (() => onUntick(unchecked))}
      outWord={outWord}
    >
      {instead}
      {onCheck && (
        <Button size="sm" onClick={onCheck}>
          Check now
        </Button>
      )}
    </AlarmRow>
  );
}

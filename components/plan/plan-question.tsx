import { useId, useState } from 'react';
import { findInPlan } from '#components/plan/find-in-plan.ts';
import { answerLabels } from '#components/plan/question-labels.ts';
import { formatCount, formatQuantity } from '#components/shared/format.ts';
import { HelpLink } from '#components/shared/links/help-link.tsx';
import { OutsideText } from '#components/shared/outside-text.tsx';
import type { Tone } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { Checkbox } from '#components/ui/checkbox.tsx';
import { Combobox } from '#components/ui/combobox.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { topicOfAlarm } from '#lib/domain/help/topic-of-alarm';
import type { PlanAlarm } from '#lib/domain/plan/alarms/alarm';
import type { PlanEntry } from '#lib/domain/plan/plan';
import type { PlanAnswer } from '#lib/domain/plan/question';

interface Props {
  alarm: PlanAlarm;
  tone: Tone;
  /** All users of the plan, to find one who is not listed. */
  entries: readonly PlanEntry[];
  onAnswer: (answer: PlanAnswer) => void;
}

interface Listed {
  accountId: string;
  name: string;
  note: string;
}

/** Maximum number of users listed; the others are found by search. */
const listed = 12;

/** Maximum number of users named where nobody is to be chosen. */
const named = 5;

/** Something a guard could not check. The admin names the users it is about, or says that there are none. */
export function PlanQuestion({ alarm, tone, entries, onAnswer }: Props) {
  const { code, title, body, count, names, question = '' } = alarm;
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [added, setAdded] = useState<readonly Listed[]>([]);
  const groupId = useId();
  const label = answerLabels(code, chosen.size, count);
  const one = code === 'operator-unknown';
  const first = names.slice(0, listed).map(({ key, name, note }) => ({ accountId: key, name, note }));
  const shown = [
    ...first,
    ...added.filter(({ accountId }) => !first.some((each) => each.accountId === accountId)),
  ];

  function choose(accountId: string, on: boolean): void {
    const next = new Set(one ? [] : chosen);
    if (on) next.add(accountId);
    else next.delete(accountId);
    setChosen(next);
  }

  return (
    <Notice tone={tone} title={title}>
      <p>{body}</p>
      <HelpLink topic={topicOfAlarm[code]} />
      <fieldset className="mt-2 grid gap-2" aria-labelledby={groupId}>
        <legend id={groupId} className="text-ink">
          {label.legend}
        </legend>
        {label.these === null ? (
          <NamedUsers people={shown.slice(0, named)} count={count} />
        ) : (
          <Candidates people={shown} chosen={chosen} choose={choose} />
        )}
        {label.these !== null && count > shown.length && (
          <Combobox<PlanEntry>
            label={`Another of the ${formatQuantity(count, 'user')}`}
            value={null}
            onValueChange={(entry) => {
              if (!entry) return;
              const { accountId, name, email } = entry;
              setAdded([...added, { accountId, name: name || email || accountId, note: email }]);
              choose(accountId, true);
            }}
            search={(text) => findInPlan(entries, text)}
            itemKey={({ accountId }) => accountId}
            itemLabel={({ name, email, accountId }) => name || email || accountId}
            itemDetail={({ email, accountId }) => email || accountId}
            placeholder="Name, e-mail or account ID"
          />
        )}
        <div className="flex flex-wrap gap-2">
          {label.these !== null && (
            <Button
              size="sm"
              disabled={chosen.size === 0}
              onClick={() => onAnswer({ question, answer: 'these', accountIds: [...chosen] })}
            >
              {label.these}
            </Button>
          )}
          <Button size="sm" disabled={chosen.size > 0} onClick={() => onAnswer({ question, answer: 'none' })}>
            {label.none}
          </Button>
        </div>
      </fieldset>
      {label.these !== null && count > names.length && (
        <p className="mt-1 text-xs">
          {formatCount(count)} users in all. The list begins with the most likely ones.
        </p>
      )}
    </Notice>
  );
}

/** The first of the users whom a question is about, where nobody is to be chosen. */
function NamedUsers({ people, count }: { people: readonly Listed[]; count: number }) {
  const more = count - people.length;
  return (
    <ul className="grid gap-1 rounded-md border bg-panel px-2.5 py-1.5">
      {people.map(({ accountId, name, note }) => (
        <li key={accountId} className="flex min-h-6 items-center justify-between gap-4 text-ink">
          <span className="min-w-0 wrap-anywhere">
            <OutsideText text={name} />
          </span>
          <span className="max-w-[55%] text-right text-ink-2 wrap-anywhere">{note}</span>
        </li>
      ))}
      {more > 0 && <li className="text-ink-2">and {formatQuantity(more, 'more user')}</li>}
    </ul>
  );
}

function Candidates({
  people,
  chosen,
  choose,
}: {
  people: readonly Listed[];
  chosen: ReadonlySet<string>;
  choose: (accountId: string, on: boolean) => void;
}) {
  return (
    <ul className="grid max-h-44 gap-1 overflow-y-auto rounded-md border bg-panel px-2.5 py-1.5">
      {people.map(({ accountId, name, note }) => (
        <li key={accountId}>
          {/* biome-ignore lint/a11y/noLabelWithoutControl: the checkbox is inside. */}
          <label className="flex min-h-6 items-center gap-2 text-ink">
            <Checkbox checked={chosen.has(accountId)} onCheckedChange={(on) => choose(accountId, on)} />
            <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">
              <OutsideText text={name} />
            </span>
            <span className="max-w-[55%] text-right text-ink-2 [overflow-wrap:anywhere]">{note}</span>
          </label>
        </li>
      ))}
    </ul>
  );
}

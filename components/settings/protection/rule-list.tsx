'use client';
import { useState } from 'react';
import { RemoveDialog } from '#components/settings/protection/remove-dialog.tsx';
import { formatDate, formatQuantity } from '#components/shared/format.ts';
import { useKeptFocus } from '#components/shared/use-kept-focus.ts';
import { Button } from '#components/ui/button.tsx';
import type { CountedRule } from '#lib/domain/protection/protection-rule';
import { ruleKindLabels, ruleLabel } from '#lib/domain/protection/protection-rule';

/** The rules, each with the number of accounts that it protects and a button that removes it. */
export function RuleList({
  rules,
  remove,
}: {
  rules: readonly CountedRule[];
  remove: (id: string, reason: string) => Promise<void>;
}) {
  const [asking, setAsking] = useState<CountedRule | null>(null);
  const place = useKeptFocus<HTMLElement>(`${rules.length} ${asking === null}`);
  return (
    <section ref={place} aria-label="Rules that protect">
      <h3 className="font-medium">Rules</h3>
      <ul className="mt-1.5 divide-y border-y">
        {rules.map((rule) => (
          <li
            key={rule.id}
            className="grid gap-x-5 gap-y-1.5 py-2.5 sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_5.5rem] sm:items-center"
          >
            <p className="min-w-0">
              <span className="text-xs text-ink-3">{ruleKindLabels[rule.kind]}</span>{' '}
              <span className="block font-mono wrap-anywhere">{rule.pattern}</span>
            </p>
            <p className="min-w-0 wrap-anywhere">
              {rule.reason}
              <span className="block text-xs text-ink-3">
                protects {formatQuantity(rule.count, 'account')} · {formatDate(rule.createdAt)}
              </span>
            </p>
            <Button
              size="sm"
              onClick={() => setAsking(rule)}
              aria-label={`Remove the rule ${ruleLabel(rule)}`}
              className="justify-self-start sm:justify-self-end"
            >
              Remove…
            </Button>
          </li>
        ))}
      </ul>
      {asking && (
        <RemoveDialog
          title={`Remove the rule ${ruleLabel(asking)}?`}
          description={`${formatQuantity(asking.count, 'account')} can then be selected and deactivated, unless something else protects them.`}
          act="Remove rule"
          remove={(reason) => remove(asking.id, reason)}
          close={() => setAsking(null)}
        />
      )}
    </section>
  );
}

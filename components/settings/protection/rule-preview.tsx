import { useRulePreview } from '#components/settings/protection/use-rule-preview.ts';
import { formatCount, formatQuantity } from '#components/shared/format.ts';
import { HelpLink } from '#components/shared/links/help-link.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Select } from '#components/ui/select.tsx';
import { Spinner } from '#components/ui/spinner.tsx';
import type { RulePreview } from '#lib/contract/protection';
import type { Roster } from '#lib/contract/roster';
import { topicOfFailure } from '#lib/domain/help/topic-of';
import type { RuleKind } from '#lib/domain/protection/protection-rule';

/** The users of a roster that the rule would protect, before it is saved. */
export function RulePreviewList({
  rosters,
  rosterId,
  onRoster,
  kind,
  pattern,
  mistake,
}: {
  rosters: readonly Roster[];
  rosterId: string | null;
  onRoster: (id: string) => void;
  kind: RuleKind;
  pattern: string;
  mistake: string | null;
}) {
  const { preview, failure } = useRulePreview(mistake === null ? rosterId : null, kind, pattern);
  const roster = rosters.find(({ id }) => id === rosterId);
  if (!roster) {
    return (
      <p className="text-xs text-ink-2">
        There is no roster to try the rule on. It applies to every later upload.
      </p>
    );
  }
  return (
    <div className="grid gap-2">
      {rosters.length > 1 && (
        <Select
          label="Try it on"
          value={rosterId}
          onValueChange={onRoster}
          options={rosters.map(({ id, name, users }) => ({
            value: id,
            label: name,
            detail: formatQuantity(users, 'user'),
          }))}
        />
      )}
      <div role="status" className="rounded-lg border px-3 py-2">
        {mistake !== null ? (
          <p className="text-ink-2">The users that it protects appear here.</p>
        ) : failure ? (
          <Notice tone="red" title={failure.message}>
            {failure.hint} <HelpLink topic={topicOfFailure(failure.code)} />
          </Notice>
        ) : preview ? (
          <Preview preview={preview} roster={roster} />
        ) : (
          <p className="flex items-center gap-2 text-ink-2">
            <Spinner /> Looking…
          </p>
        )}
      </div>
    </div>
  );
}

function Preview({ preview: { count, people }, roster }: { preview: RulePreview; roster: Roster }) {
  return (
    <>
      <p className="font-medium">
        Protects {formatCount(count)} of {formatQuantity(roster.users, 'user')} of {roster.name}
      </p>
      <ul
        className="mt-1 max-h-40 overflow-y-auto"
        aria-label="Users that it protects"
        tabIndex={count > 6 ? 0 : -1}
      >
        {people.map(({ accountId, name, email }) => (
          <li key={accountId} className="truncate text-ink-2">
            {name || email || accountId}{' '}
            {name && email && <span className="text-xs text-ink-3">{email}</span>}
          </li>
        ))}
        {count > people.length && (
          <li className="text-ink-3 text-xs">and {formatCount(count - people.length)} more</li>
        )}
      </ul>
    </>
  );
}

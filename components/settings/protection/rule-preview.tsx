import { useRulePreview } from '#components/settings/protection/use-rule-preview.ts';
import { formatCount, formatQuantity } from '#components/shared/format.ts';
import { Notice } from '#components/ui/notice.tsx';
import { Select } from '#components/ui/select.tsx';
import { Spinner } from '#components/ui/spinner.tsx';
import type { Roster } from '#lib/contract/roster';
import type { RuleKind } from '#lib/domain/protection/protection-rule';

/** Whom the rule would protect, by name, before it is saved. */
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
      <p className="text-xs text-ink-2">No roster is kept to try it on. It protects in every later upload.</p>
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
          <p className="text-ink-2">Whom it protects appears here.</p>
        ) : failure ? (
          <Notice tone="red" title={failure.message}>
            {failure.hint}
          </Notice>
        ) : preview ? (
          <>
            <p className="font-medium">
              Protects {formatCount(preview.count)} of {formatQuantity(roster.users, 'user')} of {roster.name}
            </p>
            <ul
              className="mt-1 max-h-40 overflow-y-auto"
              aria-label="Whom it protects"
              tabIndex={preview.count > 6 ? 0 : -1}
            >
              {preview.people.map(({ accountId, name, email }) => (
                <li key={accountId} className="truncate text-ink-2">
                  {name || email || accountId}{' '}
                  {name && email && <span className="text-xs text-ink-3">{email}</span>}
                </li>
              ))}
              {preview.count > preview.people.length && (
                <li className="text-ink-3 text-xs">
                  and {formatCount(preview.count - preview.people.length)} more
                </li>
              )}
            </ul>
          </>
        ) : (
          <p className="flex items-center gap-2 text-ink-2">
            <Spinner /> Looking…
          </p>
        )}
      </div>
    </div>
  );
}

'use client';
import { useRouter, useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { ProtectForm } from '#components/settings/protection/protect-form.tsx';
import { ProtectionFileMenu } from '#components/settings/protection/protection-file-menu.tsx';
import { ProtectionHistory } from '#components/settings/protection/protection-history.tsx';
import { ProtectionList } from '#components/settings/protection/protection-list.tsx';
import { RuleDialog } from '#components/settings/protection/rule-dialog.tsx';
import { RuleList } from '#components/settings/protection/rule-list.tsx';
import { useProtectionRules } from '#components/settings/protection/use-protection-rules.ts';
import { useProtections } from '#components/settings/protection/use-protections.ts';
import { FailureNotice } from '#components/shared/failure-notice.tsx';
import { useKeptFocus } from '#components/shared/use-kept-focus.ts';
import { Button } from '#components/ui/button.tsx';
import { ListPlus, ShieldPlus } from '#components/ui/icons/lucide.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { RowsSkeleton } from '#components/ui/rows-skeleton.tsx';
import { accountKey } from '#lib/domain/account/account-id';
import { type RuleKind, ruleKinds } from '#lib/domain/protection/protection-rule';

/** The users that no run deactivates, whatever a file says. `?rule=KIND&pattern=…` opens the dialog of a new rule. */
export function ProtectedUsers() {
  const { protections, failure, retry, protect, unprotect } = useProtections();
  const { rules, failure: rulesFailure, retry: retryRules, add, remove } = useProtectionRules();
  const [adding, setAdding] = useState(false);
  const address = useSearchParams();
  const router = useRouter();
  const linkedKind = ruleKinds.find((kind) => kind === address.get('rule'));
  const [writing, setWriting] = useState<{ kind: RuleKind; pattern: string } | null>(
    linkedKind ? { kind: linkedKind, pattern: address.get('pattern') ?? '' } : null,
  );
  // A list disappears with its last item, and the dialog about that item with it.
  const place = useKeptFocus<HTMLElement>(
    protections && rules && `${rules.length === 0} ${protections.length === 0}`,
  );
  const wrong = failure ?? rulesFailure;
  function readAgain(): void {
    retry();
    retryRules();
  }
  return (
    <Panel
      ref={place}
      id="protected"
      title="Protected users"
      lead="No user on this list is ever deactivated, even if a file names them or somebody selects them. Lockstep checks the list again before each call."
      aside={
        protections &&
        rules && (
          <Acts
            adding={adding}
            onAdd={() => setAdding(!adding)}
            onRule={() => setWriting({ kind: 'name', pattern: '' })}
          />
        )
      }
    >
      {protections && rules ? (
        <div className="flex flex-col gap-5">
          {adding && (
            <ProtectForm
              protect={protect}
              isProtected={(accountId) =>
                protections.some((each) => accountKey(each.accountId) === accountKey(accountId))
              }
            />
          )}
          {rules.length > 0 && <RuleList rules={rules} remove={remove} />}
          <ProtectionList protections={protections} unprotect={unprotect} />
          <ProtectionHistory version={`${protections.length} ${rules.length}`} />
        </div>
      ) : wrong ? (
        <FailureNotice failure={wrong} actions={<Button onClick={readAgain}>Try again</Button>} />
      ) : (
        <RowsSkeleton rows={3} />
      )}
      {writing && (
        <RuleDialog
          start={writing}
          add={add}
          close={() => {
            setWriting(null);
            // Reloading the page must not open the dialog again.
            if (linkedKind) router.replace('/settings#protected');
          }}
        />
      )}
    </Panel>
  );
}

function Acts({ adding, onAdd, onRule }: { adding: boolean; onAdd: () => void; onRule: () => void }) {
  return (
    <div className="flex flex-wrap gap-2">
      <Button aria-expanded={adding} onClick={onAdd}>
        <ShieldPlus size={14} />
        Protect an account
      </Button>
      <Button onClick={onRule}>
        <ListPlus size={14} />
        Protect by rule…
      </Button>
      <ProtectionFileMenu />
    </div>
  );
}

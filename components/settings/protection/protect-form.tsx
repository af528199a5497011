'use client';
import { useRef, useState } from 'react';
import { doubtOfTyped } from '#components/settings/protection/typed-account.ts';
import { useKnownAccount, WhoseAccount } from '#components/settings/protection/whose-account.tsx';
import { FailureNotice } from '#components/shared/failure-notice.tsx';
import { FieldError } from '#components/shared/links/field-error.tsx';
import { useAttempt } from '#components/shared/use-attempt.ts';
import { Button } from '#components/ui/button.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import type { ProtectRequest } from '#lib/contract/protection';
import { revealed } from '#lib/domain/text/odd-characters';

/** Protects an account by its account ID, and says whose it is. */
export function ProtectForm({
  protect,
  isProtected,
}: {
  protect: (request: ProtectRequest) => Promise<void>;
  isProtected: (accountId: string) => boolean;
}) {
  const [accountId, setAccountId] = useState('');
  const [reason, setReason] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const [looked, setLooked] = useState<string | null>(null);
  const [done, setDone] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const attempt = useAttempt();
  const { known, failure } = useKnownAccount(accountId.trim());

  async function submit(): Promise<void> {
    if (attempt.busy) return;
    setDone('');
    const id = accountId.trim();
    const doubt = doubtOfTyped(id, looked, isProtected);
    setWrong(doubt);
    setLooked(id);
    if (doubt) return field.current?.focus();
    const { name = '', email = '' } = known?.person ?? {};
    if (!(await attempt.run(() => protect({ accountId: id, name, email, reason: reason.trim() })))) return;
    setDone(`${[revealed(name || email), id].filter(Boolean).join(', ')} is protected.`);
    setAccountId('');
    setReason('');
    field.current?.focus();
  }

  return (
    <form
      className="flex flex-col gap-3 rounded-lg bg-ground border p-3"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <div className="grid items-start gap-3 sm:grid-cols-[1fr_1fr_auto]">
        <TextField
          ref={field}
          autoFocus
          label="Account ID"
          className="[&_input]:font-mono"
          value={accountId}
          onChange={(event) => {
            setAccountId(event.target.value);
            setWrong(null);
          }}
          error={wrong && <FieldError>{wrong}</FieldError>}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
        />
        <p
          role="status"
          className={
            known || failure ? 'text-ink-2 wrap-anywhere sm:col-span-full sm:row-start-2' : 'sr-only'
          }
        >
          {known && <WhoseAccount known={known} />}
          {failure && 'Lockstep could not look up whose account this is.'}
        </p>
        <TextField
          label="Reason (optional)"
          placeholder="For example: service account of the build"
          value={reason}
          maxLength={500}
          onChange={(event) => setReason(event.target.value)}
        />
        <Button type="submit" busy={attempt.busy} className="justify-self-start sm:mt-6 sm:min-h-8">
          Protect
        </Button>
      </div>
      <p role="status" className={done ? 'text-xs text-green wrap-anywhere' : 'sr-only'}>
        {done}
      </p>
      {attempt.failure && <FailureNotice failure={attempt.failure} />}
    </form>
  );
}

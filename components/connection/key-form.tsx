'use client';
import { type RefObject, useRef, useState } from 'react';
import { EnvironmentImport } from '#components/connection/environment-import.tsx';
import { FailureNotice } from '#components/shared/failure-notice.tsx';
import { FieldError } from '#components/shared/links/field-error.tsx';
import { useAttempt } from '#components/shared/use-attempt.ts';
import { useConnection } from '#components/shared/use-connection.ts';
import { Button } from '#components/ui/button.tsx';
import { Checkbox } from '#components/ui/checkbox.tsx';
import { Eye, EyeOff } from '#components/ui/icons/lucide.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import type { ConnectRequest } from '#lib/contract/connection';

/** Takes an organisation API key. If the key is refused, what was typed stays, so that it can be corrected. */
export function KeyForm({
  connect,
  first = true,
  cancel,
}: {
  connect: (request: ConnectRequest) => Promise<unknown>;
  /** Whether connecting is the first thing to do on this page. */
  first?: boolean;
  cancel?: () => void;
}) {
  const [key, setKey] = useState('');
  const [organisationId, setOrganisationId] = useState('');
  const [missing, setMissing] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const [remember, setRemember] = useState(false);
  const attempt = useAttempt();
  const { connection } = useConnection();
  const keychain = connection !== undefined && connection.keychain !== 'none';

  async function submit(): Promise<void> {
    if (attempt.busy) return;
    setMissing(key.trim() === '');
    if (key.trim() === '') return field.current?.focus();
    const organisation = organisationId.trim();
    const request: ConnectRequest = {
      source: 'typed',
      key,
      ...(organisation ? { organisationId: organisation } : {}),
      ...(remember ? { remember } : {}),
    };
    if (!(await attempt.run(() => connect(request)))) field.current?.focus();
  }

  return (
    <form
      autoComplete="off"
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <KeyField
        field={field}
        value={key}
        onChange={(typed) => {
          setKey(typed);
          setMissing(false);
        }}
        missing={missing}
      />
      <TextField
        label="Organisation ID (optional)"
        hint="Atlassian shows it together with the key. If empty, Lockstep looks it up."
        value={organisationId}
        onChange={(event) => setOrganisationId(event.target.value)}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
      />
      <EnvironmentImport
        fill={(values) => {
          if (values.key !== undefined) setKey(values.key);
          if (values.organisationId !== undefined) setOrganisationId(values.organisationId);
          setMissing(false);
        }}
      />
      {keychain && <RememberBox checked={remember} onChange={setRemember} />}
      {attempt.failure && <FailureNotice failure={attempt.failure} />}
      <div className="flex flex-wrap items-center gap-2">
        <Button type="submit" variant={first ? 'primary' : 'default'} busy={attempt.busy}>
          {attempt.busy ? 'Asking Atlassian…' : 'Connect'}
        </Button>
        {cancel && <Button onClick={cancel}>Cancel</Button>}
      </div>
    </form>
  );
}

function KeyField({
  field,
  value,
  onChange,
  missing,
}: {
  field: RefObject<HTMLInputElement | null>;
  value: string;
  onChange: (typed: string) => void;
  /** The form was sent without a key. */
  missing: boolean;
}) {
  const [shown, setShown] = useState(false);
  return (
    <TextField
      ref={field}
      label="Organisation API key"
      hint="Use an API key without scopes. Atlassian refuses to deactivate users with a key that has scopes."
      type={shown ? 'text' : 'password'}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      error={missing && <FieldError topic="not-connected">Paste the key first.</FieldError>}
      autoComplete="off"
      autoCapitalize="off"
      autoCorrect="off"
      spellCheck={false}
      data-1p-ignore
      data-lpignore="true"
      trailing={
        <button
          type="button"
          aria-label={shown ? 'Hide the key' : 'Show the key'}
          onClick={() => setShown(!shown)}
          className="rounded-md p-1.5 text-ink-3 hover:bg-sunken hover:text-ink"
        >
          {shown ? <EyeOff size={15} /> : <Eye size={15} />}
        </button>
      }
    />
  );
}

function RememberBox({ checked, onChange }: { checked: boolean; onChange: (checked: boolean) => void }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the checkbox is inside.
    <label className="flex items-start gap-2">
      <Checkbox checked={checked} onCheckedChange={onChange} className="mt-0.5" />
      <span>
        Remember it on this computer
        <span className="block text-ink-2 text-xs">
          In the keychain of the operating system, until you press Forget the key.
        </span>
      </span>
    </label>
  );
}

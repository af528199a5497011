'use client';
import { useRef, useState } from 'react';
import { RulePreviewList } from '#components/settings/protection/rule-preview.tsx';
import { FailureNotice } from '#components/shared/failure-notice.tsx';
import { useAttempt } from '#components/shared/use-attempt.ts';
import { useRosters } from '#components/shared/use-rosters.ts';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Select } from '#components/ui/select.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import type { RuleRequest } from '#lib/contract/protection';
import {
  type RuleKind,
  ruleKindLabels,
  ruleKinds,
  ruleMistake,
} from '#lib/domain/protection/protection-rule';

const examples: Record<RuleKind, string> = {
  email: 'such as build-*@example.com',
  domain: 'such as partners.example.com',
  role: 'such as Site admin',
  group: 'such as vip-*',
  name: 'such as svc-* or *bot*',
};

/** Writes a rule, shows whom it protects, and saves it. */
export function RuleDialog({
  start,
  add,
  close,
}: {
  /** What the rule begins with. */
  start: { kind: RuleKind; pattern: string };
  add: (rule: RuleRequest) => Promise<void>;
  close: () => void;
}) {
  const [kind, setKind] = useState(start.kind);
  const [pattern, setPattern] = useState(start.pattern);
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const [chosen, setChosen] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const attempt = useAttempt();
  const { rosters = [] } = useRosters();
  const mistake = ruleMistake(kind, pattern);

  async function submit(): Promise<void> {
    setTried(true);
    if (attempt.busy || mistake !== null || reason.trim() === '') return;
    if (await attempt.run(() => add({ kind, pattern: pattern.trim(), reason: reason.trim() }))) close();
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) close();
      }}
      locked={attempt.busy}
      initialFocus={field}
      title="Protect by rule"
      description="Whoever fits is protected, in the rosters that are here and in every one that is uploaded. “*” stands for anything; capitals do not matter."
    >
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <div className="grid items-start gap-3 sm:grid-cols-[11rem_1fr]">
          <Select
            label="Look at"
            value={kind}
            onValueChange={setKind}
            options={ruleKinds.map((value) => ({ value, label: ruleKindLabels[value] }))}
          />
          <TextField
            ref={field}
            label="Pattern"
            hint={examples[kind]}
            className="[&_input]:font-mono"
            value={pattern}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            onChange={(event) => setPattern(event.target.value)}
            error={tried && mistake !== null ? mistake : undefined}
          />
        </div>
        <RulePreviewList
          rosters={rosters}
          rosterId={chosen ?? rosters[0]?.id ?? null}
          onRoster={setChosen}
          kind={kind}
          pattern={pattern}
          mistake={mistake}
        />
        <TextField
          label="Reason"
          value={reason}
          maxLength={500}
          onChange={(event) => setReason(event.target.value)}
          error={tried && reason.trim() === '' ? 'Say why first.' : undefined}
        />
        {attempt.failure && <FailureNotice failure={attempt.failure} />}
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={close}>Cancel</Button>
          <Button type="submit" variant="primary" busy={attempt.busy}>
            Save the rule
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

'use client';
import { type RefObject, useRef, useState } from 'react';
import { RulePreviewList } from '#components/settings/protection/rule-preview.tsx';
import { FormDialog } from '#components/shared/form-dialog.tsx';
import { FieldError } from '#components/shared/links/field-error.tsx';
import { useRosters } from '#components/shared/use-rosters.ts';
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

/** The dialog of a new rule: its pattern, the users that it would protect, and its reason. */
export function RuleDialog({
  start,
  add,
  close,
}: {
  /** The kind and the pattern at the beginning. */
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
  const { rosters = [] } = useRosters();
  const mistake = ruleMistake(kind, pattern);
  const noReason = reason.trim() === '';

  return (
    <FormDialog
      title="Protect by rule"
      description="The rule protects every user who matches, in present rosters and in later ones. “*” stands for any text. Upper and lower case are the same."
      width="md"
      act="Save the rule"
      initialFocus={field}
      check={() => {
        setTried(true);
        return mistake === null && !noReason;
      }}
      perform={() => add({ kind, pattern: pattern.trim(), reason: reason.trim() })}
      close={close}
    >
      <RuleFields
        field={field}
        kind={kind}
        setKind={setKind}
        pattern={pattern}
        setPattern={setPattern}
        error={tried ? mistake : null}
      />
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
        error={tried && noReason ? 'Enter a reason first.' : undefined}
      />
    </FormDialog>
  );
}

function RuleFields({
  field,
  kind,
  setKind,
  pattern,
  setPattern,
  error,
}: {
  field: RefObject<HTMLInputElement | null>;
  kind: RuleKind;
  setKind: (kind: RuleKind) => void;
  pattern: string;
  setPattern: (pattern: string) => void;
  error: string | null;
}) {
  return (
    <div className="grid items-start gap-3 sm:grid-cols-[11rem_1fr]">
      <Select
        label="Match"
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
        error={error && <FieldError>{error}</FieldError>}
      />
    </div>
  );
}

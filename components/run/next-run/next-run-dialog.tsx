import Link from 'next/link';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { isTheNumber, shortDigest } from '#components/plan/confirmation.ts';
import { ConnectionAlarm } from '#components/plan/plan-alarms.tsx';
import { PlanJudgement } from '#components/plan/plan-judgement.tsx';
import { PlanNumbers } from '#components/plan/plan-numbers.tsx';
import { needsOf } from '#components/plan/seal-wish.ts';
import { nextRunLabels } from '#components/run/next-run/next-run-labels.ts';
import type { NextRun, NextWish } from '#components/run/next-run/use-next-run.ts';
import { FailureNotice } from '#components/shared/failure-notice.tsx';
import { formatQuantity } from '#components/shared/format.ts';
import { useConnection } from '#components/shared/use-connection.ts';
import { Button, buttonClass } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Spinner } from '#components/ui/spinner.tsx';
import { TextField } from '#components/ui/text-field.tsx';

/** The confirmation of a new run with users of this one: its number is typed by hand, as for every run. */
export function NextRunDialog({
  next,
  imported,
}: {
  next: NextRun;
  /** The run was read from a file of another tool. */
  imported: boolean;
}) {
  const { step, seal, confirm, close } = next;
  const { connection } = useConnection();
  const organisation = connection?.state === 'connected' ? connection.organisation : null;
  const label = nextRunLabels(step.at === 'closed' ? 'rest' : step.users, imported);
  const formId = useId();
  const [typed, setTyped] = useState('');
  const starting = step.at === 'confirm' && step.starting;
  const sealed = step.at === 'confirm' ? step.sealed : null;
  const count = sealed?.plan.count ?? 0;
  const needs = sealed && needsOf(sealed.plan, sealed.alarms);
  const held = needs !== null && (needs.questions.length > 0 || needs.reason);
  const users = formatQuantity(count, 'user');

  let title = 'Sealing the plan';
  let body: ReactNode = (
    <p className="flex items-center gap-2 text-ink-2" role="status">
      <Spinner /> Asking Atlassian for up to 20 seconds, then fixing exactly who will be {label.past}…
    </p>
  );
  let act: ReactNode = null;
  if (step.at === 'refused') {
    title = 'No plan was sealed';
    body = <FailureNotice failure={step.failure} />;
    act = (
      <RefusedAct
        code={step.failure.code}
        organisation={organisation}
        onSeal={(wish) => seal(step.users, wish)}
      />
    );
  } else if (step.at === 'confirm' && sealed) {
    title = `${label.verb} ${users} of ${sealed.plan.organisationName}?`;
    body = (
      <form
        id={formId}
        className="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (!held && isTheNumber(typed, count)) confirm();
        }}
      >
        {step.users !== 'deactivated' && <PlanNumbers plan={sealed.plan} />}
        <ConnectionAlarm connection={connection} />
        {sealed.notes?.map((note) => (
          <Notice key={note} tone="amber" title={note} />
        ))}
        <PlanJudgement
          plan={sealed.plan}
          entries={sealed.entries}
          alarms={sealed.alarms}
          onSeal={(wish) => {
            setTyped('');
            seal(step.users, wish);
          }}
        />
        <div className="flex flex-wrap items-end justify-between gap-3">
          {!held && <NumberField value={typed} onChange={setTyped} />}
          <p className="font-mono text-xs text-ink-3">plan {shortDigest(sealed.plan.digest)}</p>
        </div>
        {step.failure && (
          <FailureNotice
            failure={step.failure}
            actions={
              step.failure.code === 'conflict' && (
                <Link href="/runs" className={buttonClass({ size: 'sm' })}>
                  See all runs
                </Link>
              )
            }
          />
        )}
      </form>
    );
    act = (
      <Button
        type="submit"
        form={formId}
        variant={label.verb === 'Deactivate' ? 'danger' : 'primary'}
        busy={starting}
        disabled={held || !isTheNumber(typed, count)}
      >
        {label.verb} {users}
      </Button>
    );
  }
  function leave(): void {
    setTyped('');
    close();
  }
  return (
    <Dialog
      open={step.at !== 'closed'}
      onOpenChange={(open) => {
        if (!open) leave();
      }}
      locked={starting}
      title={title}
      description={step.at === 'confirm' && label.description}
      footer={
        <>
          <Button onClick={leave} disabled={starting}>
            Back to the run
          </Button>
          {act}
        </>
      }
    >
      {body}
    </Dialog>
  );
}

function NumberField({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.querySelector('input')?.focus(), []);
  return (
    <div ref={place} className="w-44">
      <TextField
        label="Type the number of users to confirm"
        inputMode="numeric"
        autoComplete="off"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}

function RefusedAct({
  code,
  organisation,
  onSeal,
}: {
  code: string;
  /** The one that Lockstep is connected to. */
  organisation: { id: string; name: string } | null;
  onSeal: (wish?: NextWish) => void;
}) {
  if (code === 'organisation-unknown' && organisation) {
    return (
      <Button variant="primary" onClick={() => onSeal({ organisationId: organisation.id })}>
        They belong to {organisation.name}
      </Button>
    );
  }
  if (code === 'not-connected' || code === 'refused-by-atlassian') {
    return (
      <Link href="/" className={buttonClass({ variant: 'primary' })}>
        Connect
      </Link>
    );
  }
  return (
    <Button variant="primary" onClick={() => onSeal()}>
      Try again
    </Button>
  );
}

import { useState } from 'react';
import { TextField } from '#components/ui/text-field.tsx';
import type { Plan } from '#lib/domain/plan/plan';
import { type WhoAndWhyInput, whoAndWhyLengths, whoAndWhyOf } from '#lib/domain/plan/who-and-why';

/**
 * Asks for the reason, the ticket and the name of the admin. They are sealed into the plan when a field is left. The
 * reason that a plan above the size limit needs is asked for elsewhere.
 */
export function WhoAndWhyFields({ plan, onSay }: { plan: Plan; onSay: (who: WhoAndWhyInput) => void }) {
  const sealed = whoAndWhyOf(plan);
  const asksReason = plan.terms?.sizeLimit.exceeded == null;
  const [entered, setEntered] = useState<Record<keyof WhoAndWhyInput, string>>({
    reason: sealed.reason ?? '',
    ticket: sealed.ticket ?? '',
    operatorName: sealed.operator?.name ?? '',
  });
  const [sent, setSent] = useState(entered);

  function send(): void {
    const who = {
      reason: entered.reason.trim(),
      ticket: entered.ticket.trim(),
      operatorName: entered.operatorName.trim(),
    };
    if (JSON.stringify(who) === JSON.stringify(sent)) return;
    setSent(who);
    onSay(asksReason ? who : { ticket: who.ticket, operatorName: who.operatorName });
  }

  const field = (name: keyof WhoAndWhyInput) => ({
    value: entered[name],
    maxLength: whoAndWhyLengths[name],
    onChange: (event: { target: { value: string } }) =>
      setEntered({ ...entered, [name]: event.target.value }),
    onBlur: send,
    onKeyDown: (event: { key: string; preventDefault(): void }) => {
      if (event.key !== 'Enter') return;
      event.preventDefault();
      send();
    },
  });
  return (
    <div className="mt-1 grid gap-x-3 gap-y-2 sm:grid-cols-[minmax(0,2fr)_minmax(0,1fr)_minmax(0,1fr)]">
      {asksReason && <TextField label="Reason (optional)" autoComplete="off" {...field('reason')} />}
      <TextField label="Ticket (optional)" autoComplete="off" {...field('ticket')} />
      <TextField label="Your name (optional)" autoComplete="name" {...field('operatorName')} />
      <p className="text-ink-3 text-xs sm:col-span-full">
        Sealed with the plan, and shown in every report{sealed.keyTail && `, with the key …${sealed.keyTail}`}
        {sealed.version && ` and Lockstep ${sealed.version}`}.
      </p>
    </div>
  );
}

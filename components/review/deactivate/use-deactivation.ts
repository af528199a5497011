/** From Deactivate selected to a run: the operator's answer, the sealed plan, the confirmation, the start. */
import { useRef, useState } from 'react';
import { z } from 'zod';
import { type ApiFailure, asFailure, send } from '#components/shared/api.ts';
import { planDetailSchema } from '#lib/contract/plan';
import { runSchema } from '#lib/contract/run';
import type { PlanAnswer } from '#lib/domain/plan/question';
import type { RunOptions } from '#lib/domain/plan/run-options';

export type SealedPlan = z.infer<typeof planDetailSchema>;

export type DeactivationStep =
  | { at: 'closed' }
  /** The admin must first say which account is theirs. */
  | { at: 'operator' }
  | { at: 'sealing' }
  | { at: 'refused'; failure: ApiFailure }
  | { at: 'confirm'; sealed: SealedPlan; starting: boolean; failure: ApiFailure | null };

/** What the admin writes into the plan. */
export interface SealWish {
  /** What the users may be shown. */
  message?: string;
  /** Why this plan may exceed the size limit. */
  raisedBecause?: string;
  /** Answers to what the guards could not check. */
  answers?: PlanAnswer[];
  /** Pace and canary. */
  options?: RunOptions;
}

export interface Deactivation {
  step: DeactivationStep;
  /** Asks for the operator if `operatorKnown` is false, and seals otherwise. */
  begin: (operatorKnown: boolean) => void;
  /** Seals the ticked users of the server. The wish also holds for later sealings. */
  seal: (wish?: SealWish) => void;
  /** Starts the run of the sealed plan. */
  confirm: () => void;
  /** Seals the same plan as a dry run, and starts it. */
  rehearse: () => void;
  close: () => void;
}

const startedSchema = z.object({ run: runSchema });

/**
 * The steps for one roster. `settled` resolves once the server has every tick, to false if it refused one: then no
 * plan is sealed. `changed` reads the review again. `started` gets the id of the run.
 */
export function useDeactivation(parts: {
  rosterId: string;
  settled: () => Promise<boolean>;
  changed: () => Promise<void>;
  started: (runId: string) => void;
}): Deactivation {
  const [step, setStep] = useState<DeactivationStep>({ at: 'closed' });
  /** Grows when the admin closes the dialog. An answer to an earlier attempt is dropped. */
  const attempt = useRef(0);

  const wish = useRef<SealWish>({});

  function sealPlan(wished: SealWish & { dryRun?: true }): Promise<SealedPlan> {
    return send('POST', '/api/plans', { rosterId: parts.rosterId, ...wished }, planDetailSchema);
  }

  async function seal(more: SealWish = {}): Promise<void> {
    wish.current = { ...wish.current, ...more };
    const mine = ++attempt.current;
    const show = (next: DeactivationStep): void => {
      if (attempt.current === mine) setStep(next);
    };
    show({ at: 'sealing' });
    try {
      if (!(await parts.settled())) return show({ at: 'closed' });
      const sealed = await sealPlan(wish.current);
      // An answer protects the users it names. The list must show that too.
      if (more.answers) await parts.changed();
      show({ at: 'confirm', sealed, starting: false, failure: null });
    } catch (thrown) {
      const failure = asFailure(thrown);
      show(failure.code === 'operator-unknown' ? { at: 'operator' } : { at: 'refused', failure });
    }
  }

  async function confirm(dryRun: true | null = null): Promise<void> {
    if (step.at !== 'confirm' || step.starting) return;
    const { sealed } = step;
    setStep({ at: 'confirm', sealed, starting: true, failure: null });
    try {
      const { plan } = dryRun ? await sealPlan({ ...wish.current, dryRun: true }) : sealed;
      const { id: planId, digest, count } = plan;
      const { run } = await send('POST', '/api/runs', { planId, digest, count }, startedSchema);
      parts.started(run.id);
    } catch (thrown) {
      setStep({ at: 'confirm', sealed, starting: false, failure: asFailure(thrown) });
    }
  }

  return {
    step,
    begin: (operatorKnown) => (operatorKnown ? void seal() : setStep({ at: 'operator' })),
    seal: (more) => void seal(more),
    confirm: () => void confirm(),
    rehearse: () => void confirm(true),
    close: () => {
      // A run that is being started cannot be called back from here.
      if (step.at === 'confirm' && step.starting) return;
      attempt.current += 1;
      wish.current = {};
      setStep({ at: 'closed' });
    },
  };
}

/** The steps of every new run: sealing its plan, confirming it, starting it. */
import { useRef, useState } from 'react';
import type { z } from 'zod';
import { isSamePlan } from '#components/plan/plan-needs.ts';
import { ApiFailure, asFailure, send } from '#components/shared/api.ts';
import { planDetailSchema } from '#lib/contract/plan';
import { runAnswerSchema } from '#lib/contract/runs';
import type { WhoAndWhyInput } from '#lib/domain/plan/who-and-why';

type SealedPlan = z.infer<typeof planDetailSchema>;

export type SealingStep =
  | { at: 'closed' }
  | { at: 'sealing' }
  | { at: 'refused'; failure: ApiFailure }
  | ConfirmStep;

export interface ConfirmStep {
  at: 'confirm';
  sealed: SealedPlan;
  /** Grows with each new plan, but not when the same plan is sealed again with other words about it. */
  round: number;
  /** Whether the admin has added something that is not sealed yet. */
  amended: boolean;
  starting: boolean;
  /** The reason why it did not start. */
  failure: ApiFailure | null;
}

export interface Sealing<Request> {
  step: SealingStep;
  /** Seals a plan. The fields of `request` also apply to later sealings, until `close`. */
  seal: (request?: Partial<Request>) => void;
  /** Seals the same plan with other words about it; the dialog stays as it is. Who and why also hold after `close`. */
  amend: (request: Partial<Request>) => void;
  /** Starts the run of the sealed plan; with `dryRun`, seals the same plan as a dry run and starts that. */
  confirm: (dryRun?: true) => void;
  close: () => void;
}

/** The failure when the plan that was sealed last differs from the one that the admin saw. */
const changed = {
  code: 'plan-changed',
  message: 'The plan has changed: its users, their predictions, or the alarms.',
  hint: 'Look at it again, then confirm.',
};

/**
 * The steps of a run with users of `source`. `before` is called before a plan is sealed; if it resolves to false, no
 * plan is sealed. `after` gets the request of a plan that has been sealed. `started` gets the id of the run.
 */
export function useSealing<Request extends { who: WhoAndWhyInput }>(parts: {
  source: { rosterId: string } | { fromRunId: string };
  before?: () => Promise<boolean>;
  after?: (request: Partial<Request>) => Promise<void>;
  started: (runId: string) => void;
}): Sealing<Request> {
  const [step, setStep] = useState<SealingStep>({ at: 'closed' });
  /** Grows with each sealing and when the admin closes the dialog. An answer to an earlier attempt is dropped. */
  const attempt = useRef(0);
  const requested = useRef<Partial<Request>>({});

  function sealPlan(more: { dryRun?: true } = {}): Promise<SealedPlan> {
    return send('POST', '/api/plans', { ...parts.source, ...requested.current, ...more }, planDetailSchema);
  }

  async function seal(request: Partial<Request> = {}): Promise<void> {
    requested.current = { ...requested.current, ...request };
    attempt.current += 1;
    const thisAttempt = attempt.current;
    const show = (next: SealingStep): void => {
      if (attempt.current === thisAttempt) setStep(next);
    };
    show({ at: 'sealing' });
    try {
      if (parts.before && !(await parts.before())) return show({ at: 'closed' });
      const sealed = await sealPlan();
      await parts.after?.(request);
      show({ at: 'confirm', sealed, round: thisAttempt, amended: false, starting: false, failure: null });
    } catch (thrown) {
      show({ at: 'refused', failure: asFailure(thrown) });
    }
  }

  async function amend(request: Partial<Request>): Promise<void> {
    requested.current = { ...requested.current, ...request };
    if (step.at !== 'confirm' || step.starting) return;
    attempt.current += 1;
    const thisAttempt = attempt.current;
    const next: ConfirmStep = { ...step, amended: true, failure: null };
    setStep(next);
    try {
      const sealed = await sealPlan();
      if (attempt.current === thisAttempt) setStep({ ...next, sealed, amended: false });
    } catch (thrown) {
      // The step stays `amended`: confirming seals the plan again, and shows a failure of that.
      if (attempt.current === thisAttempt) setStep({ ...next, failure: asFailure(thrown) });
    }
  }

  async function confirm(dryRun?: true): Promise<void> {
    if (step.at !== 'confirm' || step.starting) return;
    // Drops the answer to an amendment under way: its words are sealed here.
    attempt.current += 1;
    setStep({ ...step, starting: true, failure: null });
    try {
      const sealed = dryRun || step.amended ? await sealPlan(dryRun && { dryRun }) : step.sealed;
      if (!dryRun && !isSamePlan(step.sealed, sealed)) {
        return setStep({
          ...step,
          sealed,
          amended: false,
          starting: false,
          failure: new ApiFailure(changed),
        });
      }
      const { plan } = sealed;
      const { id: planId, digest, count } = plan;
      const { run } = await send('POST', '/api/runs', { planId, digest, count }, runAnswerSchema);
      parts.started(run.id);
    } catch (thrown) {
      setStep({ ...step, starting: false, failure: asFailure(thrown) });
    }
  }

  return {
    step,
    seal: (request) => void seal(request),
    amend: (request) => void amend(request),
    confirm: (dryRun) => void confirm(dryRun),
    close: () => {
      // A run that is being started cannot be called back from here.
      if (step.at === 'confirm' && step.starting) return;
      attempt.current += 1;
      const { who } = requested.current;
      requested.current = {};
      if (who) requested.current.who = who;
      setStep({ at: 'closed' });
    },
  };
}

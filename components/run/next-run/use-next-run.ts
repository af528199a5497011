/** A new run with some users of an ended one: sealing, confirming, starting. */
import { useRef, useState } from 'react';
import { z } from 'zod';
import { type ApiFailure, asFailure, send } from '#components/shared/api.ts';
import { planDetailSchema } from '#lib/contract/plan';
import { runSchema } from '#lib/contract/run';
import type { PlanAnswer } from '#lib/domain/plan/question';
import type { PlanSource } from '#lib/domain/plan/source';

export type NextStep =
  | { at: 'closed' }
  | { at: 'sealing'; users: PlanSource }
  | { at: 'refused'; users: PlanSource; failure: ApiFailure }
  | {
      at: 'confirm';
      users: PlanSource;
      sealed: z.infer<typeof planDetailSchema>;
      starting: boolean;
      failure: ApiFailure | null;
    };

/** What the admin adds to the plan. */
export interface NextWish {
  /** Why this plan may exceed the size limit. */
  raisedBecause?: string;
  /** Answers to what the guards could not check. */
  answers?: PlanAnswer[];
  /** The organisation of the users of imported results. */
  organisationId?: string;
}

export interface NextRun {
  step: NextStep;
  /** Seals a plan of these users of the run. The wish also holds for later sealings. */
  seal: (users: PlanSource, wish?: NextWish) => void;
  confirm: () => void;
  close: () => void;
}

const startedSchema = z.object({ run: runSchema });

/** The steps for users of the run `runId`; `started` gets the id of the new one. */
export function useNextRun(runId: string, started: (id: string) => void): NextRun {
  const [step, setStep] = useState<NextStep>({ at: 'closed' });
  /** Grows when the dialog closes. An answer to an earlier attempt is dropped. */
  const attempt = useRef(0);
  const wished = useRef<NextWish>({});

  async function seal(users: PlanSource, wish: NextWish = {}): Promise<void> {
    attempt.current += 1;
    const mine = attempt.current;
    wished.current = { ...wished.current, ...wish };
    setStep({ at: 'sealing', users });
    const request = { fromRunId: runId, users, ...wished.current };
    const next = await send('POST', '/api/plans', request, planDetailSchema).then(
      (sealed): NextStep => ({ at: 'confirm', users, sealed, starting: false, failure: null }),
      (thrown: unknown): NextStep => ({ at: 'refused', users, failure: asFailure(thrown) }),
    );
    if (attempt.current === mine) setStep(next);
  }

  async function confirm(): Promise<void> {
    if (step.at !== 'confirm' || step.starting) return;
    const { plan } = step.sealed;
    setStep({ ...step, starting: true, failure: null });
    const request = { planId: plan.id, digest: plan.digest, count: plan.count };
    try {
      const { run } = await send('POST', '/api/runs', request, startedSchema);
      started(run.id);
    } catch (thrown) {
      setStep({ ...step, starting: false, failure: asFailure(thrown) });
    }
  }

  return {
    step,
    seal: (users, wish) => void seal(users, wish),
    confirm: () => void confirm(),
    close: () => {
      if (step.at === 'confirm' && step.starting) return;
      attempt.current += 1;
      wished.current = {};
      setStep({ at: 'closed' });
    },
  };
}

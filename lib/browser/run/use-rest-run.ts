/** A new run with the users that an ended run did not get to: sealing, confirming, starting. */
import { useRef, useState } from 'react';
import { z } from 'zod';
import { type ApiFailure, asFailure, send } from '#lib/browser/api';
import { planDetailSchema, runSchema } from '#lib/contract';
import type { Plan } from '#lib/domain/plan';

export type RestStep =
  | { at: 'closed' }
  | { at: 'sealing' }
  | { at: 'refused'; failure: ApiFailure }
  | { at: 'confirm'; plan: Plan; starting: boolean; failure: ApiFailure | null };

export interface RestRun {
  step: RestStep;
  seal: () => void;
  confirm: () => void;
  close: () => void;
}

const startedSchema = z.object({ run: runSchema });

/** The steps for the rest of the run `runId`; `started` gets the id of the new one. */
export function useRestRun(runId: string, started: (id: string) => void): RestRun {
  const [step, setStep] = useState<RestStep>({ at: 'closed' });
  /** Goes up when the dialog closes: what arrives for an earlier number is dropped. */
  const attempt = useRef(0);

  async function seal(): Promise<void> {
    attempt.current += 1;
    const mine = attempt.current;
    setStep({ at: 'sealing' });
    const next = await send('POST', '/api/plans', { restOfRunId: runId }, planDetailSchema).then(
      ({ plan }): RestStep => ({ at: 'confirm', plan, starting: false, failure: null }),
      (thrown: unknown): RestStep => ({ at: 'refused', failure: asFailure(thrown) }),
    );
    if (attempt.current === mine) setStep(next);
  }

  async function confirm(): Promise<void> {
    if (step.at !== 'confirm' || step.starting) return;
    const { plan } = step;
    setStep({ at: 'confirm', plan, starting: true, failure: null });
    const request = { planId: plan.id, digest: plan.digest, count: plan.count };
    try {
      const { run } = await send('POST', '/api/runs', request, startedSchema);
      started(run.id);
    } catch (thrown) {
      setStep({ at: 'confirm', plan, starting: false, failure: asFailure(thrown) });
    }
  }

  return {
    step,
    seal: () => void seal(),
    confirm: () => void confirm(),
    close: () => {
      if (step.at === 'confirm' && step.starting) return;
      attempt.current += 1;
      setStep({ at: 'closed' });
    },
  };
}

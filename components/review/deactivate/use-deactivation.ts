/** From Deactivate selected to a run: the operator's answer, the sealed plan, the confirmation, the start. */
import { useState } from 'react';
import { type SealingStep, useSealing } from '#components/plan/use-sealing.ts';
import type { PlanAnswer } from '#lib/domain/plan/question';
import type { RunOptions } from '#lib/domain/plan/run-options';
import type { WhoAndWhyInput } from '#lib/domain/plan/who-and-why';

/**
 * At `operator`, the admin must first say which account is theirs; at `checking`, Atlassian is asked about everybody.
 */
type DeactivationStep = SealingStep | { at: 'operator' } | { at: 'checking' };

/** What the admin adds to the plan before it is sealed. */
export interface SealRequest {
  /** A text that the users may be shown. */
  message: string;
  /** The reason why this plan may exceed the size limit. */
  raisedBecause: string;
  /** Answers to what the guards could not check. */
  answers: PlanAnswer[];
  /** Pace and canary. */
  options: RunOptions;
  /** The operator, the reason and the ticket of the plan. */
  who: WhoAndWhyInput;
}

export interface Deactivation {
  step: DeactivationStep;
  /** Asks for the operator if `operatorKnown` is false, and seals otherwise. */
  begin: (operatorKnown: boolean) => void;
  /** Seals the ticked users of the server. The fields of `request` also apply to later sealings. */
  seal: (request?: Partial<SealRequest>) => void;
  /** Seals the same plan with other words about it, while the dialog stays as it is. */
  amend: (request: Partial<SealRequest>) => void;
  /** Asks Atlassian about everybody; `checked` ends that, and seals again. */
  check: () => void;
  checked: () => void;
  /** Starts the run of the sealed plan. */
  confirm: () => void;
  /** Seals the same plan as a dry run, and starts it. */
  rehearse: () => void;
  close: () => void;
}

/**
 * The steps for one roster. `settled` resolves once the server has every tick; if it resolves to false, the server
 * refused one, and no plan is sealed. `changed` reads the review again. `started` gets the id of the run.
 */
export function useDeactivation(parts: {
  rosterId: string;
  settled: () => Promise<boolean>;
  changed: () => Promise<void>;
  started: (runId: string) => void;
}): Deactivation {
  const [aside, setAside] = useState<'operator' | 'checking' | null>(null);
  const { step, seal, amend, confirm, close } = useSealing<SealRequest>({
    source: { rosterId: parts.rosterId },
    before: parts.settled,
    // An answer protects the users it names. The list must show that too.
    after: async ({ answers }) => {
      if (answers) await parts.changed();
    },
    started: parts.started,
  });
  const operatorUnknown = step.at === 'refused' && step.failure.code === 'operator-unknown';
  return {
    step: aside ? { at: aside } : operatorUnknown ? { at: 'operator' } : step,
    begin: (operatorKnown) => (operatorKnown ? seal() : setAside('operator')),
    seal: (request) => {
      setAside(null);
      seal(request);
    },
    amend,
    check: () => setAside('checking'),
    checked: () => {
      setAside(null);
      seal();
      void parts.changed();
    },
    confirm: () => confirm(),
    rehearse: () => confirm(true),
    close: () => {
      setAside(null);
      close();
    },
  };
}

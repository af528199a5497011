/** A new run with some users of an ended one: sealing, confirming, starting. */
import { useState } from 'react';
import { type Sealing, useSealing } from '#components/plan/use-sealing.ts';
import { positionsWithout } from '#components/run/next-run/left-out.ts';
import type { PlanEntry } from '#lib/domain/plan/plan';
import type { PlanAnswer } from '#lib/domain/plan/question';
import type { PlanSource } from '#lib/domain/plan/source';
import type { WhoAndWhyInput } from '#lib/domain/plan/who-and-why';

/** What the admin adds to the plan before it is sealed. */
export interface NextRunRequest {
  /** The reason why this plan may exceed the size limit. */
  raisedBecause: string;
  /** Answers to what the guards could not check. */
  answers: PlanAnswer[];
  /** The organisation of the users of imported results. */
  organisationId: string;
  /** The operator, the reason and the ticket of the plan. */
  who: WhoAndWhyInput;
  /** Only these of the users, by position in the plan of the run; undefined for all. */
  positions: number[] | undefined;
}

export interface NextRun extends Pick<Sealing<NextRunRequest>, 'step' | 'amend' | 'close'> {
  /** The users of the ended run that the new run is for. */
  users: PlanSource;
  /** The number of users that the admin left out of the plan. */
  leftOut: number;
  /** Seals a plan of these users of the run. The fields of `request` also apply to later sealings. */
  seal: (users: PlanSource, request?: Partial<NextRunRequest>) => void;
  /** Seals the plan again without these of its users. */
  leaveOut: (users: readonly PlanEntry[]) => void;
  confirm: () => void;
}

/** The steps for users of the run `runId` with the plan `entries`; `started` gets the id of the new one. */
export function useNextRun(
  runId: string,
  entries: readonly PlanEntry[],
  started: (id: string) => void,
): NextRun {
  const [users, setUsers] = useState<PlanSource>('rest');
  /** The positions that the plan is made of; undefined for all. */
  const [chosen, setChosen] = useState<number[] | undefined>();
  const [leftOut, setLeftOut] = useState(0);
  const { step, seal, amend, confirm, close } = useSealing<NextRunRequest & { users: PlanSource }>({
    source: { fromRunId: runId },
    started,
  });
  return {
    step,
    users,
    leftOut,
    seal: (source, request) => {
      setUsers(source);
      if (request?.positions) setChosen(request.positions);
      seal({ ...request, users: source });
    },
    leaveOut: (those) => {
      const positions = positionsWithout(those, chosen, entries);
      setChosen(positions);
      setLeftOut(leftOut + those.length);
      seal({ positions });
    },
    amend,
    confirm: () => confirm(),
    close: () => {
      setChosen(undefined);
      setLeftOut(0);
      close();
    },
  };
}

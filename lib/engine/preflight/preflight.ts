/** Preflight of rosters: one at a time, in the background; what it found is served with the review and the plan. */
import type { SizeLimit } from '#lib/domain/plan/alarms/size-limit';
import {
  askedAt,
  freshMs,
  type PredictionKind,
  type PreflightPart,
  type PreflightRecord,
} from '#lib/domain/preflight/preflight';
import type { Connections } from '#lib/engine/connection/connection';
import { candidateOf, seenOf } from '#lib/engine/directory/candidates';
import type { Knowledge, KnowledgeVerbs } from '#lib/engine/directory/knowledge';
import type { OrganisationFactVerbs } from '#lib/engine/directory/organisation-facts';
import { type JobProgress, recordOf, runPreflight } from '#lib/engine/directory/preflight-job';
import { done, failed, type Result } from '#lib/engine/errors';
import type { RunHistory } from '#lib/engine/history/run-history';
import type { Clock, Random } from '#lib/engine/ports';
import type { RuleVerbs } from '#lib/engine/protection/protection-rules';
import type { SelectionVerbs } from '#lib/engine/roster/selection';
import type { PreflightStore, RosterStore } from '#lib/engine/storage';
import { inTurns } from '#lib/engine/turns';

export interface PreflightView {
  record: PreflightRecord;
  /** What is being asked at this moment; null where nothing is. */
  running: JobProgress | null;
  /** How many users of the roster are predicted what; empty where nothing was asked. */
  predicted: Partial<Record<PredictionKind, number>>;
}

export interface PreflightVerbs {
  /** In pieces: others have their turns. */
  view(rosterId: string): Promise<Result<PreflightView>>;
  /** Begins in the background; one that is under way for this roster goes on as it is. */
  start(rosterId: string, parts: readonly PreflightPart[]): Promise<Result<PreflightView>>;
  cancel(rosterId: string): Promise<Result<PreflightView>>;
  /** Ends what is being asked, of whichever roster; what was learnt stays. */
  stop(): void;
  /** Reads the lists of the organisation again where they are old, or older than the last run, for at most `withinMs`. */
  refresh(rosterId: string, withinMs: number): Promise<void>;
  /** What is known of a roster; of people without a roster (null) only what is known of their organisation. */
  known(rosterId: string | null): Knowledge;
  /** The same in pieces: others have their turns. */
  knownInPieces(rosterId: string): Promise<Knowledge>;
  sizeLimit(): SizeLimit;
  setSizeLimit(sizeLimit: SizeLimit): void;
  close(): Promise<void>;
}

interface Job {
  rosterId: string;
  controller: AbortController;
  progress: JobProgress;
  over: Promise<void>;
}

/** Verbs over stored preflights. */
export function newPreflight(parts: {
  store: PreflightStore;
  rosterStore: RosterStore;
  rules: Pick<RuleVerbs, 'protectFitting'>;
  selection: Pick<SelectionVerbs, 'selected'>;
  knowledge: KnowledgeVerbs;
  history: Pick<RunHistory, 'lastEnd'>;
  organisation: Pick<OrganisationFactVerbs, 'askAdmins'>;
  connections: Connections;
  /** Why nothing should be asked now (a run is under way); null where it may. */
  busy(): string | null;
  clock: Clock;
  random: Random;
}): PreflightVerbs {
  const { store, rosterStore, knowledge, connections, clock, random } = parts;
  let job: Job | null = null;

  const recordFor = (rosterId: string) => recordOf(store, rosterId, connections.organisation()?.id ?? null);

  function begin(rosterId: string, wanted: readonly PreflightPart[]): Result<Job> {
    const atlassian = connections.client();
    if (!atlassian) {
      return failed('not-connected', 'Lockstep is not connected to an organisation.', 'Connect first.');
    }
    const busy = parts.busy();
    if (busy !== null) return failed('conflict', busy, 'Check once the run has ended.');
    if (job) return failed('conflict', 'Another roster is being checked.', 'Wait for it, or stop it there.');
    const users = rosterStore.users(rosterId);
    const ticked = parts.selection.selected(rosterId).map(({ accountId }) => accountId);
    const controller = new AbortController();
    const organisation = connections.organisation();
    const mine: Job = {
      rosterId,
      controller,
      progress: { part: wanted[0] ?? 'admins', done: 0, total: null, waitingUntil: null },
      over: Promise.resolve(),
    };
    mine.over = runPreflight({
      rosterId,
      parts: wanted,
      organisationId: organisation?.id ?? null,
      atlassian,
      store,
      everybody: new Set(users.flatMap((user) => user.accountId ?? [])),
      ticked,
      askAdmins: parts.organisation.askAdmins,
      listed: () => protectFitting(rosterId),
      clock,
      random: random.fraction,
      signal: controller.signal,
      progress: (progress) => {
        mine.progress = progress;
      },
    })
      // The roster may have been deleted under it: then there is nothing left to write to.
      .catch((problem: unknown) => {
        if (rosterStore.get(rosterId) !== null) throw problem;
      })
      .finally(() => {
        if (job === mine) job = null;
        knowledge.forget();
      });
    job = mine;
    return done(mine);
  }

  function known(rosterId: string | null): Knowledge {
    // While questions are being asked, every reading may bring something new.
    if (job !== null) knowledge.forget();
    return knowledge.of(rosterId);
  }

  function knownInPieces(rosterId: string): Promise<Knowledge> {
    if (job !== null) knowledge.forget();
    return inTurns(knowledge.inPieces(rosterId));
  }

  /** Rules look at what Atlassian lists of a user, too: the file may leave it out. */
  function protectFitting(rosterId: string): void {
    const accounts = store.accounts(rosterId);
    const people = rosterStore.users(rosterId).flatMap((user) => candidateOf(user) ?? []);
    parts.rules.protectFitting(
      people.map((each) => ({ accountId: each.accountId, seen: seenOf(each, { accounts }) })),
    );
  }

  async function view(rosterId: string): Promise<Result<PreflightView>> {
    if (rosterStore.get(rosterId) === null) {
      return failed('not-found', 'This roster no longer exists.', 'Upload the export again.');
    }
    const { record, predictions } = await knownInPieces(rosterId);
    const predicted: PreflightView['predicted'] = {};
    for (const { kind } of predictions?.values() ?? []) predicted[kind] = (predicted[kind] ?? 0) + 1;
    return done({ record, running: job?.rosterId === rosterId ? job.progress : null, predicted });
  }

  return {
    view,
    known,
    knownInPieces,
    async start(rosterId, wanted) {
      const found = await view(rosterId);
      if (!found.ok || job?.rosterId === rosterId) return found;
      const begun = begin(rosterId, wanted);
      return begun.ok ? view(rosterId) : begun;
    },
    cancel(rosterId) {
      if (job?.rosterId === rosterId) job.controller.abort();
      return view(rosterId);
    },
    stop: () => job?.controller.abort(),
    async refresh(rosterId, withinMs) {
      if (rosterStore.get(rosterId) === null || connections.organisation() === null) return;
      const at = askedAt(recordFor(rosterId));
      const isFresh = at !== null && clock.wall() - at < freshMs && clock.wall() >= at;
      if (isFresh && at > parts.history.lastEnd()) return;
      const timer = new AbortController();
      const running = job?.rosterId === rosterId ? job : null;
      const begun = running ? done(running) : begin(rosterId, ['accounts', 'provisioned']);
      if (!begun.ok) return;
      const late = clock.sleep(withinMs, timer.signal).then(() => 'late' as const);
      const first = await Promise.race([begun.value.over, late]);
      timer.abort();
      // What the admin began by hand goes on; what began by itself must not compete with the run.
      if (first === 'late' && !running) {
        begun.value.controller.abort();
        await begun.value.over;
      }
    },
    sizeLimit: () => store.sizeLimit(),
    setSizeLimit: (sizeLimit) => store.setSizeLimit(sizeLimit),
    async close() {
      job?.controller.abort();
      await job?.over;
    },
  };
}

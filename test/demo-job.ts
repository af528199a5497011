/** For tests: the app on its own data folder, connected to a demo organisation whose ledger is the judge. */
import { cpSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { systemClock } from '#lib/adapters/system-clock';
import { type DemoOptions, type DemoOrganisation, startDemoOrganisation } from '#lib/demo/server';
import type { RunOptions } from '#lib/domain/plan/run-options';
import type { RunCommand } from '#lib/domain/run/view/commands';
import type { SealedPlan, SealRequest } from '#lib/engine/plan/sealing';
import type { Clock } from '#lib/engine/ports';
import type { RunView } from '#lib/engine/run/run-view';
import type { App } from '#lib/server/app';
import { composedApp } from '#test/composed-app';
import { until } from '#test/until';

/**
 * The admin's answers if the organisation was not asked: a reason for the size, and no organisation admin in the plan.
 */
export const answered = {
  raisedBecause: 'A sample of many users',
  answers: [{ question: 'admins', answer: 'none' }],
} as const satisfies SealRequest;

export class DemoJob {
  private constructor(
    readonly organisation: DemoOrganisation,
    readonly dataDir: string,
    public app: App,
    private readonly clock: Clock | undefined,
  ) {}

  static async open(
    options: DemoOptions = { people: 60 },
    clock?: Clock,
    logTo?: (line: string) => void,
  ): Promise<DemoJob> {
    const organisation = await startDemoOrganisation(options);
    const dataDir = mkdtempSync(path.join(tmpdir(), 'lockstep-job-'));
    const app = await compose(organisation, dataDir, clock, logTo);
    // The key is checked in the background. After that, the check does not mix with a run's calls.
    await checked(app);
    return new DemoJob(organisation, dataDir, app, clock);
  }

  /**
   * Ends the program and starts it again, at `now` by its wall clock, ms since the epoch. `readsAhead`: it asks also
   * for what the admin did not ask for.
   */
  async reopen(now?: number, readsAhead = false): Promise<void> {
    await this.app.close();
    const clock = now === undefined ? this.clock : { ...systemClock(), wall: () => now };
    this.app = await compose(this.organisation, this.dataDir, clock, undefined, readsAhead);
  }

  /** Ends the program and starts it again on a copy of its data folder, which is put in the place of the folder. */
  async reopenCopy(): Promise<void> {
    await this.app.close();
    const copy = `${this.dataDir}-copy`;
    cpSync(this.dataDir, copy, { recursive: true });
    rmSync(this.dataDir, { recursive: true });
    renameSync(copy, this.dataDir);
    this.app = await compose(this.organisation, this.dataDir, this.clock);
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.organisation.close();
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  /** Uploads the organisation's own export and seals the first `count` eligible users that `wanted` accepts. */
  async seal(
    count: number,
    options?: RunOptions,
    wanted = (_accountId: string) => true,
  ): Promise<SealedPlan> {
    const { rosters, plans } = this.app.engine;
    const bytes = new TextEncoder().encode(this.organisation.exportCsv('users'));
    async function* file() {
      yield bytes;
    }
    const uploaded = unwrap(await rosters.upload(file(), { name: 'users.csv', writtenAt: null }));
    unwrap(await rosters.setOperatorAbsent(uploaded.id, 'admin@example.net'));
    const eligible = unwrap(await rosters.review(uploaded.id)).filter((each) => each.ticked);
    const ids = eligible.map((each) => String(each.user.accountId));
    const taken = new Set(ids.filter(wanted).slice(0, count));
    unwrap(
      await rosters.setTicked(
        uploaded.id,
        ids.filter((id) => !taken.has(id)),
        false,
      ),
    );
    return unwrap(plans.seal(uploaded.id, null, { options, ...answered }));
  }

  start({ plan }: SealedPlan): RunView {
    return unwrap(this.app.engine.runs.start({ planId: plan.id, digest: plan.digest, count: plan.count }));
  }

  get(id: string): RunView {
    return unwrap(this.app.engine.runs.get(id));
  }

  say(id: string, command: RunCommand): void {
    unwrap(this.app.engine.runs.command(id, command));
  }

  /** Follows a run until `enough` is true or the run ends. */
  async until(id: string, enough: (view: RunView) => boolean): Promise<RunView> {
    const follower = new AbortController();
    for await (const _ of this.app.engine.runs.follow(id, 0, follower.signal)) {
      if (enough(this.get(id))) follower.abort();
    }
    return this.get(id);
  }

  /** Resumes the run whenever it asks, until it ends. */
  async goOn(id: string): Promise<RunView> {
    for (;;) {
      const view = await this.until(
        id,
        ({ state }) => state.status === 'paused' || state.status === 'interrupted',
      );
      if (view.state.status === 'ended') return view;
      this.say(id, 'resume');
    }
  }

  /** Whether Atlassian allows deactivating an account. */
  isOrdinary = (accountId: string): boolean => {
    const person = this.organisation.people().find((each) => each.accountId === accountId);
    return person?.kind === 'ordinary' || person?.kind === 'service-account';
  };

  calls(operation: 'lifecycle.disable' | 'lifecycle.enable') {
    return this.organisation.ledger().filter((entry) => entry.operation === operation);
  }
}

async function compose(
  organisation: DemoOrganisation,
  dataDir: string,
  clock?: Clock,
  logTo?: (line: string) => void,
  readsAhead = false,
): Promise<App> {
  const { url, apiKey, organisationId } = organisation;
  const config = { dataDir, apiUrl: url, apiKey, organisationId, readsAhead, ...(logTo && { logTo }) };
  return composedApp({ ...config, clock });
}

/** Resolves when the first check of the key, which runs in the background, is over. */
export function checked({ engine: { connections } }: App): Promise<void> {
  return until(() => {
    const view = connections.view();
    return view.state === 'connected' && view.check.state !== 'unchecked';
  });
}

/** The value of a result. Throws if it is an error. */
export function unwrap<T>(result: { ok: true; value: T } | { ok: false; error: { message: string } }): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

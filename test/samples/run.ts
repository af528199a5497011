/** For tests: a whole run played at once, with the product's own decisions and a simulated Atlassian. */
import type { Answer, Fault, FaultCode } from '#lib/domain/outcome/answer';
import type { PlanEntry } from '#lib/domain/plan/plan';
import { holdsAll, type JournalEntry, type RunEvent } from '#lib/domain/run/events';
import { judgeCanary, judgeProbe } from '#lib/domain/run/judge/breakers';
import { judgeConflict, judgeReadBack } from '#lib/domain/run/judge/doubt';
import { judgeCall, judgeLook, type Reading } from '#lib/domain/run/judge/judge';
import { nextStep, type Step } from '#lib/domain/run/next/next-step';
import { apply } from '#lib/domain/run/run';
import { RunUsers } from '#lib/domain/run/run-users';
import { newRun, type RunState } from '#lib/domain/run/state';
import { nobodyRead } from '#lib/domain/run/unread';
import { freshUser, type UserProgress } from '#lib/domain/run/user';
import { decide, type RunCommand } from '#lib/domain/run/view/commands';

/** The answers of the simulated Atlassian. Each call and each reading takes `tookMs`. */
export interface InventedAtlassian {
  disable(position: number, attempt: number): Answer<null>;
  read(position: number): Reading;
}

interface Played {
  state: RunState;
  entries: JournalEntry[];
  /** Positions in the order in which they were called. */
  called: number[];
}

/** An event from outside before the step with this number; `kill` ends the process. */
interface Interlude {
  step: number;
  what: RunCommand | 'kill';
}

/** A run of `total` users, played until it ends, rests with nothing to come, or reaches `maxSteps`. */
export function playRun(parts: {
  total: number;
  atlassian: InventedAtlassian;
  interludes?: readonly Interlude[];
  maxSteps?: number;
  random?: () => number;
  startedAt?: number;
  /** Called with each step before it is carried out. */
  watch?: (state: RunState, step: Step) => void;
}): Played {
  const { atlassian, interludes = [], maxSteps = 100_000, random = () => 0.5, watch } = parts;
  const state = newRun();
  const entries: JournalEntry[] = [];
  const called: number[] = [];
  let now = parts.startedAt ?? 1_700_000_000_000;
  let holdUntil = 0;
  const readings = new Map<number, number>();

  function record(event: RunEvent): void {
    const entry = { seq: state.seq + 1, at: Math.round(now), event };
    entries.push(entry);
    apply(state, entry);
    if ('waitMs' in event && event.waitMs !== undefined) {
      if (holdsAll(event)) holdUntil = now + event.waitMs;
      else if ('position' in event) readings.set(event.position, now + event.waitMs);
    }
    if (event.type === 'resumed') holdUntil = state.hold === null ? 0 : holdUntil;
  }

  function about(position: number) {
    return { act: state.act, position, progress: state.users.at(position) ?? freshUser(now) };
  }

  function call(position: number, kill: boolean): RunEvent {
    const look = atlassian.read(position);
    now += look.tookMs;
    const decided = judgeLook(about(position), look, random(), {
      waived: state.withoutReading === true,
      nobodyRead: () => nobodyRead(state),
    });
    if (decided) return decided;
    const attempt = about(position).progress.attempt + 1;
    record({ type: 'intended', position, attempt, before: look.says === 'nothing' ? null : look.text });
    called.push(position);
    const answer = atlassian.disable(position, attempt);
    now += answer.tookMs;
    if (kill) return { type: 'interrupted' };
    if (answer.ok || answer.fault.code !== 'conflict' || about(position).progress.doubts > 0) {
      return judgeCall(about(position), answer, random());
    }
    return judgeConflict(about(position), answer.fault, atlassian.read(position));
  }

  function carryOut(step: Step, kill: boolean): void {
    if (step.do === 'record') record(step.event);
    else if (step.do === 'wait') now = now < holdUntil ? holdUntil : Math.min(...pausing().values());
    else if (step.do === 'call') record(call(step.position, kill));
    else if (step.do === 'read-back') {
      const reading = atlassian.read(step.position);
      now += reading.tookMs;
      const circumstances = { random: random(), stopping: state.status === 'stopping' };
      record(judgeReadBack(about(step.position), reading, circumstances));
    } else if (step.do === 'check-canary') {
      const reading = atlassian.read(step.position);
      now += reading.tookMs;
      const { act, canary } = state;
      record(judgeCanary({ act, position: step.position, reads: canary.reads }, reading, random()));
    } else if (step.do === 'probe') {
      const reading = atlassian.read(step.position);
      now += reading.tookMs;
      record(
        judgeProbe(
          { probes: state.probes, position: step.position, code: state.pause?.code ?? 'faults-in-a-row' },
          reading,
          random(),
        ),
      );
    }
  }

  function pausing(): ReadonlyMap<number, number> {
    for (const [position, until] of readings) if (until <= now) readings.delete(position);
    return readings;
  }

  record({ type: 'started', total: parts.total, planDigest: 'ab'.repeat(32) });
  for (let at = 0; at < maxSteps; at += 1) {
    const mine = interludes.filter(({ step }) => step === at).map(({ what }) => what);
    for (const what of mine) {
      if (what === 'kill') continue;
      const decision = decide(state, what);
      if (decision.ok && decision.event) record(decision.event);
    }
    const kill = mine.includes('kill');
    const known = { busy: new Set<number>(), held: now < holdUntil, most: 1, wall: now };
    const step = nextStep(state, { ...known, pausing: new Set(pausing().keys()), random: random() });
    watch?.(state, step);
    if (step.do === 'leave') break;
    if (kill && step.do !== 'call') record({ type: 'interrupted' });
    else if (step.do === 'rest') {
      if (!interludes.some((each) => each.step > at)) break;
    } else carryOut(step, kill);
  }
  return { state, entries, called };
}

/** An answer with a fault. Missing properties get their usual values. */
export function faultAnswer(code: FaultCode, given: Partial<Fault> = {}): Answer<null> {
  const transport = code === 'timed-out' || code === 'connection-lost' || code === 'unreadable';
  const fault: Fault = {
    code,
    owner: transport || code === 'unreachable' ? 'network' : 'user',
    effect: transport ? 'unknown' : 'none',
    repeatable: transport || code === 'unreachable' || code === 'rate-limited' || code === 'server-error',
    waitMs: null,
    status: transport || code === 'unreachable' ? null : 403,
    message: `A fault: ${code}.`,
    hint: '',
    detail: null,
    ...given,
  };
  return { ok: false, fault, tookMs: 200 };
}

export const accepted: Answer<null> = { ok: true, value: null, status: 204, tookMs: 200 };

/** A reading of an account in this status. */
export function readingAs(says: 'active' | 'inactive' | 'odd'): Reading {
  return { says, text: says === 'odd' ? 'suspended' : says, tookMs: 90 };
}

/** A reading that did not succeed. */
export function noReading(code: FaultCode, given: Partial<Fault> = {}): Reading {
  const answer = faultAnswer(code, given);
  if (answer.ok) throw new Error('A fault is no success.');
  return { says: 'nothing', fault: answer.fault, tookMs: 90 };
}

/** An Atlassian without faults: an account reads inactive after its call was accepted. */
export function fairAtlassian(): InventedAtlassian {
  const inactive = new Set<number>();
  return {
    disable(position) {
      inactive.add(position);
      return accepted;
    },
    read: (position) => readingAs(inactive.has(position) ? 'inactive' : 'active'),
  };
}

const given = [
  'Ada',
  'Ben',
  'Chloe',
  'Dmitri',
  'Elif',
  'Farid',
  'Greta',
  'Hana',
  'Ivo',
  'Juno',
  'Kofi',
  'Lena',
];
const family = ['Example', 'Sample', 'Placeholder', 'Specimen', 'Demo'];

/** These users, as the first ones of a run. */
export function usersOf(all: readonly UserProgress[]): RunUsers {
  const users = new RunUsers();
  for (const [position, user] of all.entries()) users.begin(position, user);
  return users;
}

/** The people of a plan, clearly made up. */
export function samplePlan(total: number): PlanEntry[] {
  return Array.from({ length: total }, (_, position) => {
    const first = given[position % given.length] ?? 'Ada';
    const last = family[Math.floor(position / given.length) % family.length] ?? 'Example';
    const number = position < 60 ? '' : String(position);
    return {
      position,
      accountId: `712020:${position.toString(16).padStart(8, '0')}-0000-4000-8000-000000000000`,
      name: `${first} ${last}`,
      email: `${first}.${last}${number}@example.com`.toLowerCase(),
    };
  });
}

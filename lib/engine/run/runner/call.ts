/**
 * Calls Atlassian for one user, in a guaranteed order: read the account, write the intent to disk, call, write the
 * outcome to disk, and only then show it.
 */
import { judgeConflict } from '#lib/domain/run/judge/doubt';
import { rehearse } from '#lib/domain/run/judge/dry-run';
import { judgeCall, judgeLook, judgeWithheld, type ReadingsSoFar } from '#lib/domain/run/judge/judge';
import { mayBegin } from '#lib/domain/run/next/next-step';
import { profileKeepsMs } from '#lib/domain/run/next/reach';
import type { RunState } from '#lib/domain/run/state';
import { nobodyRead } from '#lib/domain/run/unread';
import type { Place, Slot } from '#lib/engine/limiter/limiter';
import { type Look, lookAndAsk } from '#lib/engine/run/runner/dry-run';
import { isLeaving, waitUntil } from '#lib/engine/run/runner/run-context';
import { ageOf, now, type TimedReading } from '#lib/engine/run/runner/timed-reading';
import type { UserWork } from '#lib/engine/run/runner/user-work';

/** The reading of an account before its call, and its source. */
type SeenUser = Look & TimedReading;

/** Reads a user's account, calls if the call is allowed and needed, and records the result. */
export async function call(user: UserWork): Promise<void> {
  const { context, accountId } = user;
  const { state } = context;
  const slot = await intend(user);
  if (!slot) return;
  const answer = await user.call(slot, (atlassian) =>
    state.act === 'restore' ? atlassian.enable(accountId) : atlassian.disable(accountId, context.message),
  );
  const isFirst = user.about.progress.doubts === 0;
  if (!answer.ok && answer.fault.code === 'conflict' && isFirst) {
    user.record(judgeConflict(user.about, answer.fault, await user.read()));
  } else {
    user.record(judgeCall(user.about, answer, context.random()));
  }
}

/**
 * Reads the account and records the intent. Returns the permission to call; null if no call is allowed or needed, and
 * always in a dry run.
 */
async function intend(user: UserWork): Promise<Slot | null> {
  const { context, position } = user;
  const { looking } = context.work;
  looking.add(position);
  let slot: Slot | null = null;
  let intended = false;
  try {
    const seen = await lookAt(user);
    if (seen === null || wasUnread(user, seen)) return null;
    slot = await turn(user, seen);
    intended = slot !== null && decideToCall(user, seen);
  } finally {
    // Waiting users are notified by the journal entry, or at the end of the step.
    looking.delete(position);
    if (!intended) slot?.giveBack();
  }
  if (!intended) return null;
  const written = await context.journal.written();
  if (!written) slot?.giveBack();
  return written ? slot : null;
}

/**
 * Waits for the turn of a user whose account was read just now, and for the rate limit. Calls begin in plan order,
 * however long each reading took. Returns the permission to call; null if the call must not begin, or if the reading
 * has grown old.
 */
async function turn(user: UserWork, seen: TimedReading): Promise<Slot | null> {
  const { context, position } = user;
  const { work, requests, waits, clock } = context;
  let place: Place | null = null;
  work.ready.add(position);
  try {
    for (;;) {
      const goodUntil = clock.monotonic() + seen.keepsMs - ageOf(seen, clock);
      const may = turnOf(user, goodUntil);
      if (may === 'no') return null;
      const inGap = clock.monotonic() < waits.nextCallAt;
      if (may === 'yes' && !inGap) {
        place ??= requests.callPlace();
        const slot = place.take();
        if (slot) {
          waits.callIsSent();
          return slot;
        }
      } else {
        // An earlier user goes first, also in the queue.
        place?.giveUp();
        place = null;
      }
      const heldUntil = Math.max(waits.heldUntil, waits.nextCallAt);
      const held = heldUntil > clock.monotonic();
      // One ms after its last valid moment, the reading is too old.
      await waitUntil(Math.min(held ? heldUntil : (place?.at() ?? goodUntil + 1), goodUntil + 1), context);
    }
  } finally {
    work.ready.delete(position);
    place?.giveUp();
  }
}

/** Reads the account: in a block ahead of its call, or from its profile; null if the step must begin again. */
async function lookAt(user: UserWork): Promise<SeenUser | null> {
  const { state, ahead, clock } = user.context;
  const found = await ahead.of(user.position);
  if (found === 'again') return null;
  if (found !== 'profile') return { ...found, permission: null };
  const look =
    state.act === 'dry-run' ? await lookAndAsk(user) : { reading: await user.read(), permission: null };
  return { ...look, source: 'profile', at: now(clock), keepsMs: profileKeepsMs };
}

/**
 * Whether the reading failed for a reason that concerns the run (refused key, request to wait). It is recorded at once.
 */
function wasUnread(user: UserWork, { reading }: Look): boolean {
  if (reading.says !== 'nothing' || isLeaving(user.context)) return false;
  const unread = judge(user, reading);
  if (!unread) return false;
  // If the admin has paused or stopped the run in the meantime, it is not paused again for another reason.
  if (unread.type !== 'paused' || user.context.state.status === 'running') user.record(unread);
  return true;
}

/** Whether the call may begin now that the account has been read. The reading is good until `goodUntil`. */
function turnOf({ context, position }: UserWork, goodUntil: number): 'yes' | 'no' | 'not-yet' {
  const { state, waits, requests, work, ahead, clock } = context;
  const now = clock.monotonic();
  if (isLeaving(context) || ahead.isThrottled || now > goodUntil) return 'no';
  if (Math.max(waits.heldUntil, waits.nextCallAt) > goodUntil) return 'no';
  const held = now < waits.heldUntil;
  const { looking } = work;
  const concurrency = requests.concurrency();
  return mayBegin(state, position, { held, wall: clock.wall(), concurrency, looking });
}

/**
 * Records the result of the reading, or the intent. Returns true if the intent was recorded and the call must follow.
 */
function decideToCall(user: UserWork, seen: SeenUser): boolean {
  const { reading, permission } = seen;
  const { state, ahead, clock } = user.context;
  const { position, about } = user;
  const refusal = user.reasonAgainst();
  const decided = judge(user, reading);
  if (refusal !== null) {
    const ofEarlierCall = about.progress.attempt > 0 ? decided : null;
    user.record(ofEarlierCall ?? judgeWithheld(about, refusal, reading));
    return false;
  }
  if (decided) {
    user.record(decided);
    return false;
  }
  const elsewhere = user.context.deactivatedElsewhere(user.accountId);
  if (elsewhere !== null) {
    user.record(judgeWithheld(about, elsewhere, reading));
    return false;
  }
  if (state.act === 'dry-run') {
    user.record(rehearse(position, reading.tookMs, permission));
    return false;
  }
  const attempt = about.progress.attempt + 1;
  if (reading.says === 'nothing') user.record({ type: 'intended', position, attempt, before: null });
  else {
    const read = { source: seen.source, ageMs: Math.round(ageOf(seen, clock)) };
    user.record({ type: 'intended', position, attempt, before: reading.text, read });
  }
  ahead.calls(position);
  return true;
}

function judge(user: UserWork, reading: Look['reading']) {
  const { state, random } = user.context;
  return judgeLook(user.about, reading, random(), readingsSoFar(state));
}

function readingsSoFar(state: RunState): ReadingsSoFar {
  return { waived: state.withoutReading === true, nobodyRead: () => nobodyRead(state) };
}

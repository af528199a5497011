/**
 * For the kill test and the soak: a process that only carries an unfinished run to its end, and resumes at every pause.
 * Its clock is fast, so that waits of seconds fit between two kills. The key is in the environment; the one argument is
 * `Orders`. If the disk fails, the worker reports it, and continues when it reads the line `resume`.
 */
import diagnostics from 'node:diagnostics_channel';
import { writeSync } from 'node:fs';
import { Socket } from 'node:net';
import type { RunEvent } from '#lib/domain/run/events';
import type { RunStore } from '#lib/engine/storage/runs';
import { composeApp } from '#lib/server/compose';
import { fastClock } from '#test/fast-clock';
import { type Death, ordersSchema, refusedToStart, type Said } from '#test/kill/orders';

const { die, ...config } = ordersSchema.parse(JSON.parse(process.argv[2] ?? ''));
const say = (said: Said) => writeSync(1, `${JSON.stringify(said)}\n`);
// The pipe closes when the starting process has ended. Without this, nothing would ever end the worker.
const parent = new Socket({ fd: 0 }).setEncoding('utf8').unref();
parent.on('close', () => process.exit(1));
/** Called when the line `resume` arrives. */
let heard = () => {};
parent.on('data', () => heard());

let passed = 0;
/** Counts a moment at which this process may have to die; with the account if it has one. */
function moment(at: Death, accountId?: string): void {
  if (die?.at !== at) return;
  if (passed >= die.after || (accountId !== undefined && die.of.includes(accountId))) {
    process.kill(process.pid, 'SIGKILL');
  }
  passed += 1;
}

interface Sending {
  request: { path: string };
}
const disables = ({ request }: Sending) => request.path.endsWith('/manage/lifecycle/disable');
let sent = 0;
// undici publishes this after the intent is in the journal and before a byte of the call is written.
diagnostics.subscribe('undici:request:create', (message) => {
  const sending = message as Sending;
  if (!disables(sending)) return;
  moment('unsent', decodeURIComponent(sending.request.path.split('/').at(-4) ?? ''));
  sent += 1;
});
diagnostics.subscribe('undici:request:trailers', (message) => {
  if (disables(message as Sending)) moment('answered');
});

/** The journal on disk, with a moment to die before and after each write. */
function deadly(store: RunStore): RunStore {
  const has = (events: readonly RunEvent[], type: RunEvent['type']) =>
    events.some((event) => event.type === type);
  return {
    ...store,
    append(runId, events, at) {
      if (has(events, 'intended')) moment('unwritten-intent');
      const appended = store.append(runId, events, at);
      if (appended.ok && has(events, 'intended')) moment('written-intent');
      if (appended.ok && has(events, 'settled')) moment('written-outcome');
      return appended;
    },
  };
}

function notOpened(message: string): never {
  say({ type: 'not-opened', message });
  process.stderr.write(message);
  process.exit(refusedToStart);
}

const apiKey = process.env.ATLASSIAN_ORG_API_KEY;
const composed = await composeApp({
  ...config,
  apiKey,
  version: '0.0.0',
  clock: fastClock(),
  around: deadly,
});
if (!composed.ok) notOpened(composed.message);
// A kill can leave a note that is behind the database. A note that is ahead of it would mean a loss. A failing disk can
// leave a note that cannot be written; the next start without the fault finds no problem.
const [notice] = composed.app.storageNotices();
if (notice) notOpened(notice.message);
const { runs } = composed.app.engine;
const [run] = runs.list();
if (!run) throw new Error('There is no run.');
const { id } = run.record;
say({ type: 'going', pid: process.pid });
for (;;) {
  const view = runs.get(id);
  if (!view.ok || view.value.state.status === 'ended') break;
  const { state, failure } = view.value;
  if (failure !== null) {
    const resume = new Promise<void>((resolve) => {
      heard = resolve;
    });
    parent.ref();
    say({ type: 'failure', message: failure, sent });
    await resume;
    parent.unref();
    const said = runs.command(id, 'resume');
    say({ type: 'resume', code: said.ok ? null : said.error.code });
    continue;
  }
  if (state.status === 'paused' || state.status === 'interrupted') runs.command(id, 'resume');
  const change = new AbortController();
  for await (const _ of runs.follow(id, state.seq, change.signal)) change.abort();
}
await composed.app.close();

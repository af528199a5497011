/**
 * For the kill test and the soak: a process that does nothing but carry an unfinished run to its end, saying yes to
 * every question. Its clock runs fast, so that waits of seconds fit between two kills. The key is in the environment,
 * its one argument is `Orders`. Where the disk fails it says so, and goes on when it reads the line `resume`.
 */
import diagnostics from 'node:diagnostics_channel';
import { writeSync } from 'node:fs';
import { Socket } from 'node:net';
import type { RunEvent } from '#lib/domain/run/events';
import type { RunStore } from '#lib/engine/storage';
import { composeApp } from '#lib/server/compose';
import { fastClock } from '#test/fast-clock';
import { type Death, ordersSchema, refusedToStart, type Said } from '#test/kill/orders';

const { die, ...config } = ordersSchema.parse(JSON.parse(process.argv[2] ?? ''));
const say = (said: Said) => writeSync(1, `${JSON.stringify(said)}\n`);
// The pipe closes when the process that started this one is gone: then nobody would ever end this one.
const parent = new Socket({ fd: 0 }).setEncoding('utf8').unref();
parent.on('close', () => process.exit(1));
/** Called when the line `resume` comes. */
let heard = () => {};
parent.on('data', () => heard());

let passed = 0;
/** Counts a moment at which this process may have to die; the account where it is about one. */
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
// undici publishes this after the journal has the intent of the call and before a byte of the call is written.
diagnostics.subscribe('undici:request:create', (message) => {
  const sending = message as Sending;
  if (!disables(sending)) return;
  moment('unsent', decodeURIComponent(sending.request.path.split('/').at(-4) ?? ''));
  sent += 1;
});
diagnostics.subscribe('undici:request:trailers', (message) => {
  if (disables(message as Sending)) moment('answered');
});

/** The journal on disk, with a moment to die at before and after it is written to. */
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
const composed = await composeApp({ ...config, apiKey }, '0.0.0', fastClock(), false, null, deadly);
if (!composed.ok) notOpened(composed.message);
// A note that is behind the database is what a kill leaves. One that is ahead of it would be a loss; one that cannot be
// written is what a failing disk leaves, and the next start without the fault finds nothing.
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

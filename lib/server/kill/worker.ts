/**
 * For the kill test: a process that does nothing but carry an unfinished run to its end, saying yes to every question.
 * Its clock runs fast, so that waits of seconds fit between two kills. The key is in the environment. Arguments: data
 * folder, API, organisation, and optionally when it kills itself just before it sends a deactivation: after that many,
 * or sooner, at one of these accounts.
 */
import diagnostics from 'node:diagnostics_channel';
import { Socket } from 'node:net';
import { composeApp } from '#lib/server/compose';
import { hastyClock } from '#lib/server/hasty-clock';

const [dataDir = '', apiUrl = '', organisationId = '', unsentAfter, ...unsentTo] = process.argv.slice(2);
const apiKey = process.env.ATLASSIAN_ORG_API_KEY;
// The pipe closes when the test's own process is gone: then nobody would ever end this one.
const parent = new Socket({ fd: 0 }).resume().unref();
parent.on('close', () => process.exit(1));
let deactivations = 0;
// undici publishes this after the journal has the intent of the call and before a byte of the call is written.
diagnostics.subscribe('undici:request:create', (message) => {
  const { request } = message as { request: { path: string } };
  if (unsentAfter === undefined || !request.path.endsWith('/manage/lifecycle/disable')) return;
  const accountId = decodeURIComponent(request.path.split('/').at(-4) ?? '');
  if (deactivations >= Number(unsentAfter) || unsentTo.includes(accountId))
    process.kill(process.pid, 'SIGKILL');
  deactivations += 1;
});
const composed = await composeApp({ dataDir, apiUrl, apiKey, organisationId }, '0.0.0', hastyClock());
if (!composed.ok) throw new Error(composed.message);
// A note that is behind the database is what a kill leaves; one that is ahead of it would be a loss.
const [notice] = composed.app.storageNotices();
if (notice) throw new Error(notice.message);
const { runs } = composed.app.engine;
const [run] = runs.list();
if (!run) throw new Error('There is no run.');
process.stdout.write('going\n');
for (;;) {
  const view = runs.get(run.record.id);
  if (!view.ok || view.value.state.status === 'ended') break;
  const { status } = view.value.state;
  if (status === 'paused' || status === 'interrupted') runs.command(run.record.id, 'resume');
  const change = new AbortController();
  for await (const _ of runs.follow(run.record.id, view.value.state.seq, change.signal)) change.abort();
}
await composed.app.close();

/**
 * For the kill test: a process that does nothing but carry an unfinished run to its end, saying yes to every question.
 * Its clock runs fast, so that waits of seconds fit between two kills. Arguments: data folder, API, key, organisation.
 */
import { composeApp } from '#lib/server/compose';
import { hastyClock } from '#lib/server/hasty-clock';

const [dataDir = '', apiUrl = '', apiKey = '', organisationId = ''] = process.argv.slice(2);
const composed = await composeApp({ dataDir, apiUrl, apiKey, organisationId }, '0.0.0', hastyClock());
if (!composed.ok) throw new Error(composed.message);
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

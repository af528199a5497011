/** The part of `stalls.mjs` about large rosters: the longest piece of work of each request, on the production build. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './bundled.mjs';
import { figure } from './figures.mjs';
import { apiOf, processorMs, waitsDuring, withServer } from './server.mjs';

const id = (at) => `557058:00000000-0000-4000-8000-${String(at).padStart(12, '0')}`;

function exportOf(count) {
  const lines = ['User id,User name,email,User status,Last seen in Jira - acme,groups'];
  for (let at = 0; at < count; at += 1) {
    const seen = at % 3 === 0 ? 'Never accessed' : `${1 + (at % 28)} Apr 2024`;
    lines.push(`${id(at)},Person ${at},person.${at}@example${at % 50}.com,Active,${seen},group-${at % 7}`);
  }
  return `${lines.join('\n')}\n`;
}

/** Uploads a roster of so many users to a new data folder, and measures what an admin does with it. */
export async function rosters(count) {
  const folder = await mkdtemp(join(tmpdir(), 'lockstep-bench-'));
  const file = join(folder, 'slices');
  const environment = {
    LOCKSTEP_BENCH_SLICES: file,
    NODE_OPTIONS: `--import ${pathToFileURL(join(root, 'bench/slices.mjs'))}`,
  };
  try {
    await withServer(join(folder, 'data'), environment, async (link, pid) =>
      asAdmin({ ...(await apiOf(link)), pid, file }, count),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function asAdmin(api, count) {
  const users = `${count} users`;
  const send = (method, path, body) =>
    fetch(api.base + path, { method, headers: api.headers, body: body && JSON.stringify(body) });
  async function measure(what, work) {
    await longestOf(api);
    const processor = await processorMs(api.pid);
    const begun = performance.now();
    let said;
    const wait = await waitsDuring(
      api,
      async () => {
        const answer = await work();
        const text = await answer.text();
        if (!answer.ok) throw new Error(`${what}: ${text.slice(0, 500)}`);
        said = { text, json: () => JSON.parse(text) };
      },
      20,
    );
    const took = performance.now() - begun;
    const used = (await processorMs(api.pid)) - processor;
    figure(`${users}, ${what}: longest piece of work`, await longestOf(api), { unit: 'ms', atMost: 50 });
    process.stdout.write(
      `  ${Math.round(took)} ms, ${Math.round(used)} ms of processor time; another request waited ${Math.round(wait)} ms at most\n`,
    );
    return said;
  }
  await measure('connecting', () => send('PUT', '/api/connection', { source: 'demo' }));
  const uploading = { method: 'POST', headers: { ...api.headers, 'content-type': 'text/csv' } };
  const roster = (
    await measure('the upload', () =>
      fetch(`${api.base}/api/rosters?name=users.csv`, { ...uploading, body: exportOf(count) }),
    )
  ).json().id;
  const path = `/api/rosters/${roster}`;
  await measure('your own address', () => send('PUT', `${path}/operator`, { email: 'admin@example.net' }));
  await measure('a rule', () =>
    send('POST', '/api/protection-rules', { kind: 'group', pattern: 'vip-*', reason: 'Bench' }),
  );
  await measure('the counts', () => api.get(path));
  const { revision } = (await measure('the review', () => api.get(`${path}/users`))).json();
  await measure('what has changed of it', () => api.get(`${path}/users?since=${revision}`));
  const ticks = (ticked) => send('PUT', `${path}/ticks`, { accountIds: 'all', ticked });
  await measure('unticking all', () => ticks(false));
  await measure('ticking all', () => ticks(true));
  await measure('reading the lists', async () => {
    const begun = await send('POST', `${path}/preflight`, { parts: ['accounts', 'provisioned'] });
    for (;;) {
      const now = await api.get(`${path}/preflight`);
      if ((await now.clone().json()).running === null) return now;
      if (!begun.ok) return begun;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  });
  await measure('the review with predictions', () => api.get(`${path}/users`));
  const wish = {
    rosterId: roster,
    raisedBecause: 'Bench',
    answers: [
      { question: 'admins', answer: 'none' },
      { question: 'operator', answer: 'none' },
    ],
  };
  const { plan } = (await measure('sealing', () => api.post('/api/plans', wish))).json();
  await measure('sealing again', () => api.post('/api/plans', wish));
  await measure('the plan', () => api.get(`/api/plans/${plan.id}`));
  const confirmation = `digest=${plan.digest}&count=${plan.count}`;
  await measure('the file for Postman', () =>
    api.get(`/api/plans/${plan.id}/postman/users.csv?${confirmation}`),
  );
  const { digest } = plan;
  const started = await measure('starting', () =>
    api.post('/api/runs', { planId: plan.id, digest, count: plan.count }),
  );
  const run = `/api/runs/${started.json().id ?? started.json().run?.id}`;
  await measure('stopping', async () => {
    const stopped = await api.post(`${run}/commands`, { command: 'stop' });
    while ((await (await api.get(`${run}?entries=none`)).json()).run.status !== 'ended') {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return stopped;
  });
  await measure('the run', () => api.get(run));
  await measure('the list of runs', () => api.get('/api/runs'));
  for (const report of ['report.csv', 'report.html', 'report.json']) {
    await measure(report, () => api.get(`${run}/${report}`));
  }
  const rest = { fromRunId: run.slice('/api/runs/'.length), users: 'rest' };
  await measure('sealing the rest', () =>
    api.post('/api/plans', { ...rest, raisedBecause: wish.raisedBecause, answers: wish.answers }),
  );
  await measure('the counts after the run', () => api.get(path));
}

/** The longest piece since it was asked last, in ms. */
async function longestOf({ pid, file }) {
  await rm(file, { force: true });
  process.kill(pid, 'SIGUSR2');
  for (;;) {
    const text = await readFile(file, 'utf8').catch(() => '');
    if (text !== '') return Number(text);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

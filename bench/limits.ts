/**
 * Measures how much of a rate limit is used. First in virtual time, over limits, headers and latencies; then over HTTP
 * against the stand-in, beside a bare loop that waits as long as a 429 asks.
 */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { createAtlassianClient } from '#lib/adapters/atlassian/atlassian-client';
import { systemClock } from '#lib/adapters/system-clock';
import { parseAccountId } from '#lib/domain/account/account-id';
import { limitedClient } from '#lib/engine/limiter/limited-client';
import { newLimiter } from '#lib/engine/limiter/limiter';
import { headerKinds } from '#test/rate/limited-server';
import { type Simulated, simulateQuestions } from '#test/rate/simulate';
import { simulateRun } from '#test/rate/simulate-run';
import { figure } from './figures.mjs';
import { accounts } from './lockstep-run';

const limits = [
  { limit: 5, windowMs: 1_000, windows: 120.5, total: 500 },
  { limit: 10, windowMs: 1_000, windows: 120.5, total: 1_000 },
  { limit: 100, windowMs: 1_000, windows: 60.5, total: 2_000 },
  { limit: 600, windowMs: 60_000, windows: 8.5, total: 2_000 },
];

/** Asks through a limiter. */
const underLimiter: Parameters<typeof simulateQuestions>[1] = (parts) => {
  const limiter = newLimiter(parts);
  return (kind, send) => limiter.ask({ kind, priority: 'background' }, send);
};

const percent = (share: number, digits = 0) => `${(100 * share).toFixed(digits)} %`;

function cell({ share, accepted, refused }: Simulated): string {
  return `${percent(share)}, ${percent(refused / (accepted + refused), 1)}`;
}

async function simulated(): Promise<void> {
  const heads = [20, 150].flatMap((latency) => [1, 8].map((flight) => `${latency} ms, ${flight} in flight`));
  for (const what of ['questions', 'runs']) {
    process.stdout.write(
      `\n| ${what} | headers | ${heads.join(' | ')} |\n| --- | --- | --- | --- | --- | --- |\n`,
    );
    for (const { windows, total, ...limit } of limits) {
      for (const headers of headerKinds) {
        const cells: string[] = [];
        for (const latencyMs of [20, 150]) {
          for (const inFlight of [1, 8]) {
            const server = { ...limit, headers, latencyMs };
            const found =
              what === 'runs'
                ? await simulateRun({ ...server, concurrency: inFlight, total })
                : await simulateQuestions(
                    { ...server, inFlight, total: Math.floor(limit.limit * windows) },
                    underLimiter,
                  );
            cells.push(cell(found));
          }
        }
        const name = limit.windowMs === 1_000 ? `${limit.limit} a second` : `${limit.limit} a minute`;
        process.stdout.write(`| ${name} | ${headers} | ${cells.join(' | ')} |\n`);
      }
    }
  }
}

/** The time that two long jobs of the directory take for 20,000 accounts at 10 a second and 150 ms, in virtual time. */
async function jobs(): Promise<void> {
  const accounts = 20_000;
  const limit = { limit: 10, windowMs: 1_000, latencyMs: 150 };
  process.stdout.write(
    '\n| 20,000 accounts, 10 a second, 150 ms | permissions | one list |\n| --- | --- | --- |\n',
  );
  for (const headers of headerKinds) {
    const asked = { ...limit, headers, inFlight: 8, total: 2_000 };
    const permissions = await simulateQuestions(asked, underLimiter);
    // Pages of 100 accounts, one after the other.
    const pages = await simulateQuestions({ ...asked, inFlight: 1, total: accounts / 100 }, underLimiter);
    const minutes = ((permissions.ms / asked.total) * accounts) / 60_000;
    const figures = `${minutes.toFixed(1)} min | ${(pages.ms / 1_000).toFixed(1)} s`;
    process.stdout.write(`| ${headers} | ${figures} |\n`);
  }
}

/**
 * How long a run over 20,000 users takes at 10 requests a second and 150 ms, in virtual time: extrapolated from 500, or
 * from several windows of a minute.
 */
async function runs(): Promise<void> {
  const accounts = 20_000;
  const limits = { 'a second': { limit: 10, windowMs: 1_000 }, 'a minute': { limit: 600, windowMs: 60_000 } };
  const ways = Object.entries(limits).flatMap(([per, limit]) =>
    [1, 8].map((concurrency) => ({ per, limit, concurrency })),
  );
  const heads = ways.map(({ per, concurrency }) => `${per}, ${concurrency} in flight`);
  const lines: string[] = [];
  for (const headers of headerKinds) {
    const cells: string[] = [];
    for (const { per, limit, concurrency } of ways) {
      const run = { ...limit, headers, latencyMs: 150, concurrency, searched: true };
      // The cost of beginning a run occurs only once, however long the run is.
      const total = limit.windowMs === 1_000 ? 500 : 2_400;
      const half = await simulateRun({ ...run, total: total / 2 });
      const whole = await simulateRun({ ...run, total });
      const minutes = (whole.ms + ((whole.ms - half.ms) / (total / 2)) * (accounts - total)) / 60_000;
      const { accepted, refused } = whole;
      if (concurrency === 8) {
        const what = `20,000 users, 10 requests a second by windows of ${per}, 8 in flight, ${headers}`;
        figure(what, minutes, { unit: 'minutes', digits: 1, atMost: 40 });
      }
      cells.push(
        `${minutes.toFixed(1)} min, ${(accepted / total).toFixed(2)}, ${percent(refused / (accepted + refused), 1)}`,
      );
    }
    lines.push(`| ${headers} | ${cells.join(' | ')} |\n`);
  }
  process.stdout.write(
    `\n| run of 20,000 users, 10 requests a second, 150 ms, by windows of | ${heads.join(' | ')} |\n| --- | --- | --- | --- | --- |\n`,
  );
  process.stdout.write(lines.join(''));
}

interface StandIn {
  url: string;
  counts(): Promise<{ answered: number; refused: number }>;
  close(): void;
}

async function standIn(latencyMs: number, perSecond: number): Promise<StandIn> {
  const script = path.join(import.meta.dirname, 'stand-in.mjs');
  const child = spawn(process.execPath, [script, String(latencyMs), String(perSecond)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const port = await new Promise<string>((resolve) => {
    child.stdout.once('data', (text: Buffer) => resolve(String(text).trim()));
  });
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    counts: async () =>
      (await fetch(`${url}/counts`)).json() as Promise<{ answered: number; refused: number }>,
    close: () => child.kill(),
  };
}

/** One request after the other, which waits for the reset after a 429. */
async function bareLoop(url: string, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    for (;;) {
      const answer = await fetch(`${url}/users/${encodeURIComponent(id)}/manage/profile`);
      await answer.text();
      if (answer.status === 200) break;
      const reset = Date.parse(answer.headers.get('x-ratelimit-reset') ?? '');
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, reset - Date.now())));
    }
  }
}

/** Lets this many workers ask under the limiter. */
async function limited(url: string, ids: readonly string[], inFlight: number): Promise<void> {
  const client = createAtlassianClient({
    baseUrl: url,
    key: 'test-key-of-the-bench',
    product: { name: 'Lockstep', version: '0' },
    mayWrite: () => null,
  });
  const limiter = newLimiter({ clock: systemClock(), random: Math.random });
  const questions = limitedClient(client, limiter, 'background');
  const left = [...ids];
  const worker = async () => {
    for (let text = left.shift(); text !== undefined; text = left.shift()) {
      const id = parseAccountId(text);
      while (id && !(await questions.profile(id)).ok);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
  await client.close();
}

async function overHttp(): Promise<void> {
  process.stdout.write('\n| over HTTP | share used, answered 429 |\n| --- | --- |\n');
  for (const [limit, latencyMs] of [
    [10, 20],
    [10, 150],
    [100, 20],
  ] as const) {
    const ids = accounts(limit * 20);
    const ways = {
      'bare loop': (url: string) => bareLoop(url, ids),
      'limiter, 1 in flight': (url: string) => limited(url, ids, 1),
      'limiter, 8 in flight': (url: string) => limited(url, ids, 8),
    };
    for (const [name, work] of Object.entries(ways)) {
      const server = await standIn(latencyMs, limit);
      const begun = performance.now();
      await work(server.url);
      const ms = performance.now() - begun;
      const { answered, refused } = await server.counts();
      server.close();
      // The first window needs no wait, and the last is over when its requests are answered.
      const share = ((ids.length / limit - 1) * 1_000) / ms;
      const figures = `${percent(share)}, ${percent(refused / answered, 1)}`;
      process.stdout.write(`| ${limit} a second, ${latencyMs} ms: ${name} | ${figures} |\n`);
    }
  }
}

if (!process.argv.includes('--http')) {
  await runs();
  await jobs();
  await simulated();
}
await overHttp();

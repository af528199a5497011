/**
 * The tasks of a page's main thread in Chromium, by the clock and in processor time. On a busy machine only the latter
 * says what the page costs.
 */

/**
 * Performs `work`. Returns the page's tasks meanwhile (`at`, `wall`, `cpu` in ms), and when each mark `act` was set.
 */
export async function tasksDuring(page, work) {
  const session = await page.context().newCDPSession(page);
  const events = [];
  session.on('Tracing.dataCollected', ({ value }) => events.push(...value));
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: {
      includedCategories: ['disabled-by-default-devtools.timeline', 'blink.user_timing', '__metadata'],
    },
  });
  await work();
  const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
  await session.send('Tracing.end');
  await complete;
  await session.detach();
  const main = new Set(
    events
      .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  const tasks = events
    .filter(({ name, pid, tid }) => name === 'RunTask' && main.has(`${pid} ${tid}`))
    .map(({ ts, dur = 0, tdur = 0 }) => ({ at: ts / 1_000, wall: dur / 1_000, cpu: tdur / 1_000 }));
  const acts = events.filter(({ name }) => name === 'act').map(({ ts }) => ts / 1_000);
  return { tasks, acts: acts.sort((a, b) => a - b) };
}

/** The longest task, in processor time, from each mark to the next. */
export function longestByAct({ tasks, acts }) {
  return acts.map((from, number) => {
    const to = acts[number + 1] ?? Number.POSITIVE_INFINITY;
    // The task in which the mark was set began before it.
    const mine = tasks.filter(({ at, wall }) => at + wall >= from && at < to);
    return Math.max(0, ...mine.map(({ cpu }) => cpu));
  });
}

/** The value below which that share of the values is, rounded. */
export function percentile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN);
}

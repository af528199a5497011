/** A process of the soak: plays one order at a time and reports the result. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Random, seededRandom } from '#lib/demo/seeded-random';
import { type DemoOrganisation, startDemoOrganisation } from '#lib/demo/server';
import { availableFaults, mountSmall, unmount } from '#test/kill/disk-faults';
import { playDisk } from '#test/kill/disk-play';
import { type KillKind, killKinds, playKills } from '#test/kill/kill-play';
import { straceWorks } from '#test/kill/strace';
import { killAll } from '#test/kill/worker-process';
import { playModelOnce } from './model-play';
import { type Order, orderSchema, type Played, unplayed } from './plays';

/**
 * Time without a request after which a run counts as stalled, in ms: longer than any wait of the product on the fast
 * clock, even on a busy machine.
 */
const timeoutMs = 150_000;

const concurrencies = [1, 3, 4, 8] as const;
const straced = straceWorks();
const { kinds: faultKinds } = availableFaults();
const mounted = new Set<string>();

process.on('disconnect', () => process.exit(1));
process.on('SIGINT', () => process.exit(130));
process.on('exit', () => {
  killAll();
  for (const folder of mounted) unmount(folder);
});
process.on('message', (message) => {
  const order = orderSchema.parse(message);
  play(order)
    .catch((problem: unknown): Played => {
      const said = problem instanceof Error ? (problem.stack ?? problem.message) : String(problem);
      return { ...unplayed(order), violations: [`The play itself failed: ${said}`] };
    })
    .then((played) => process.send?.(played));
});

function play(order: Order): Promise<Played> {
  switch (order.kind) {
    case 'model':
      return playModelOnce(order.seed).then((played) => ({ ...unplayed(order), ...played }));
    case 'kills':
      return kills(order);
    case 'disk':
      return disk(order);
  }
}

async function kills(order: Order): Promise<Played> {
  const random = seededRandom(order.seed);
  const concurrency = random.pick(concurrencies);
  const most = 15 + random.below(30);
  const kinds = mixed(
    killKinds.filter((kind) => straced || kind !== 'at-the-sync'),
    random,
  );
  return inFolder(order, 200 + random.below(600), false, async (organisation, dataDir) => {
    const folder = { organisation, dataDir, worker: order.worker };
    const { byKind, called, violations } = await playKills(folder, {
      concurrency,
      most,
      kinds,
      random,
      timeoutMs,
    });
    return { ...unplayed(order), kills: byKind, called, violations };
  });
}

async function disk(order: Order): Promise<Played> {
  const random = seededRandom(order.seed);
  const concurrency = random.pick(concurrencies);
  const most = 4 + random.below(8);
  const kind = faultKinds[random.below(faultKinds.length)];
  if (kind === undefined) return unplayed(order);
  return inFolder(order, 150 + random.below(250), kind === 'full', async (organisation, dataDir) => {
    const folder = { organisation, dataDir, worker: order.worker };
    const { faults, kills, called, violations } = await playDisk(folder, {
      kind,
      concurrency,
      most,
      random,
      timeoutMs,
    });
    return {
      ...unplayed(order),
      faults: { [kind]: faults },
      kills: { 'after-a-disk-fault': kills },
      called,
      violations,
    };
  });
}

/** The kinds in random order. */
function mixed(kinds: readonly KillKind[], random: Random): [KillKind, ...KillKind[]] {
  const left = [...kinds];
  const out: KillKind[] = [];
  while (left.length > 0) out.push(...left.splice(random.below(left.length), 1));
  const [first = 'any-moment', ...others] = out;
  return [first, ...others];
}

/** Provides an organisation and a folder. If something breaks, both are kept. */
async function inFolder(
  order: Order,
  people: number,
  small: boolean,
  work: (organisation: DemoOrganisation, dataDir: string) => Promise<Played>,
): Promise<Played> {
  const organisation = await startDemoOrganisation({ people, seed: order.seed });
  const own = mkdtempSync(path.join(tmpdir(), `lockstep-soak-${order.kind}-${order.seed}-`));
  const dataDir = path.join(own, 'data');
  mkdirSync(dataDir);
  if (small) {
    if (!mountSmall(dataDir)) throw new Error('The small file system could not be mounted.');
    mounted.add(dataDir);
  }
  let broken = true;
  try {
    const played = await work(organisation, dataDir);
    broken = played.violations.length > 0;
    return broken ? { ...played, kept: own } : played;
  } finally {
    killAll();
    if (broken) keep(organisation, own, dataDir);
    if (mounted.delete(dataDir)) unmount(dataDir);
    if (!broken) rmSync(own, { recursive: true, force: true });
    await organisation.close();
  }
}

function keep(organisation: DemoOrganisation, own: string, dataDir: string): void {
  writeFileSync(path.join(own, 'ledger.json'), JSON.stringify(organisation.ledger(), null, 1));
  writeFileSync(path.join(own, 'people.json'), JSON.stringify(organisation.people(), null, 1));
  // The content of a small file system disappears with it, so it is copied.
  if (mounted.has(dataDir)) cpSync(dataDir, path.join(own, 'kept'), { recursive: true });
}

/** One at a time: two starts must not install or build over each other. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const usual = { beatMs: 2_000, pollMs: 300, staleMs: 30_000, waiting: () => undefined };

/**
 * Runs the work while holding the lock, a folder whose making succeeds for one only. It belongs to the process named
 * in it; it is taken over when that process is gone, or when its sign of life has not changed for `staleMs` of our
 * watching (so that a suspended machine is not taken for a dead one). `waiting` is called once if there is a wait.
 */
export async function withLock(folder, work, options = {}) {
  const { beatMs, pollMs, staleMs, waiting } = { ...usual, ...options };
  const owner = join(folder, 'owner');
  const me = `${process.pid} ${randomBytes(6).toString('hex')}`;
  mkdirSync(dirname(folder), { recursive: true });
  let watched = { sign: '', since: 0 };
  for (let waits = 0; !take(folder, owner, me); waits += 1) {
    const { sign, holder } = inspect(folder);
    if (sign !== watched.sign) watched = { sign, since: waits };
    const dead = holder !== '' && !isAlive(Number.parseInt(holder, 10));
    if (dead || (waits - watched.since) * pollMs > staleMs) {
      takeAway(folder, holder);
    } else {
      if (waits === 0) waiting();
      await sleep(pollMs);
    }
  }
  const beat = setInterval(() => utimesSync(owner, new Date(), new Date()), beatMs);
  const release = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    process.off('exit', release);
    release();
  }
}

function take(folder, owner, me) {
  try {
    mkdirSync(folder);
  } catch (problem) {
    if (problem.code === 'EEXIST') return false;
    throw problem;
  }
  writeFileSync(owner, me);
  return true;
}

/** Who holds the lock ('' while that is not written yet), and a sign that changes as long as they live. */
function inspect(folder) {
  try {
    const owner = join(folder, 'owner');
    const holder = readFileSync(owner, 'utf8');
    return { holder, sign: `${holder} ${statSync(owner).mtimeMs}` };
  } catch {
    return { holder: '', sign: `made ${statSync(folder, { throwIfNoEntry: false })?.mtimeMs}` };
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (problem) {
    return problem.code === 'EPERM';
  }
}

/** Removes the lock of `holder` by renaming, which only one of several can do; one that changed hands is put back. */
function takeAway(folder, holder) {
  const aside = `${folder}.${randomBytes(6).toString('hex')}`;
  try {
    renameSync(folder, aside);
  } catch {
    return;
  }
  if (inspect(aside).holder === holder) rmSync(aside, { recursive: true, force: true });
  else renameSync(aside, folder);
}

/** A lock, so that two starts cannot install or build at the same time. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const usual = { beatMs: 2_000, pollMs: 300, staleMs: 30_000, waiting: () => undefined };

/**
 * Runs the work while holding the lock, a folder that only one process can create. It belongs to the process named in
 * it. Another process takes it over if the holder has ended, or if the holder's sign of life has not changed for
 * `staleMs` of watching. So a machine that was suspended does not count as dead. `waiting` is called once if there is a
 * wait.
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

/** The holder of the lock ('' if not written yet), and a sign of life that changes as long as the holder lives. */
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

/**
 * Removes the lock of `holder` by renaming it, which only one process can do. If the lock changed hands, it is put
 * back.
 */
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

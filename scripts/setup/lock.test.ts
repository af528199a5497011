import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

interface LockModule {
  withLock<T>(folder: string, work: () => Promise<T>, options?: Record<string, unknown>): Promise<T>;
}

// The scripts have no types, since they are plain JavaScript that runs before anything is installed.
const { withLock }: LockModule = await import(new URL('./lock.mjs', import.meta.url).href);

let place: string;
let lock: string;
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'lockstep-'));
  lock = join(place, 'below', '.lock');
});
afterEach(() => rmSync(place, { recursive: true }));

/** The ID of a process that has ended. */
function deadProcess(): number {
  return spawnSync(process.execPath, ['-e', '']).pid;
}

describe('the lock of install and build', () => {
  it('lets one work at a time, and is gone afterwards', async () => {
    let inside = 0;
    let most = 0;
    const work = async () => {
      inside += 1;
      most = Math.max(most, inside);
      await new Promise((resolve) => setImmediate(resolve));
      inside -= 1;
    };
    await Promise.all(Array.from({ length: 8 }, () => withLock(lock, work, { pollMs: 1 })));
    expect([most, existsSync(lock)]).toEqual([1, false]);
  });

  it('is given up when the work fails', async () => {
    const failing = withLock(lock, () => Promise.reject(new Error('no network')));
    await expect(failing).rejects.toThrow('no network');
    expect(await withLock(lock, async () => 'done')).toBe('done');
  });

  it('is taken over from a process that is gone, without waiting', async () => {
    mkdirSync(lock, { recursive: true });
    writeFileSync(join(lock, 'owner'), `${deadProcess()} abc`);
    let waited = false;
    const waiting = () => {
      waited = true;
    };
    expect(await withLock(lock, async () => 'done', { waiting })).toBe('done');
    expect(waited).toBe(false);
  });

  it('is taken over by one only of several', async () => {
    mkdirSync(lock, { recursive: true });
    writeFileSync(join(lock, 'owner'), `${deadProcess()} abc`);
    let inside = 0;
    const work = async () => {
      inside += 1;
      expect(inside).toBe(1);
      await new Promise((resolve) => setImmediate(resolve));
      inside -= 1;
    };
    await Promise.all(Array.from({ length: 8 }, () => withLock(lock, work, { pollMs: 1 })));
  });

  it('is taken over when its owner shows no sign of life, even if its number is alive again', async () => {
    mkdirSync(lock, { recursive: true });
    writeFileSync(join(lock, 'owner'), `${process.pid} abc`);
    expect(await withLock(lock, async () => 'done', { pollMs: 1, staleMs: 5 })).toBe('done');
  });

  it('is taken over when its owner died before writing its name', async () => {
    mkdirSync(lock, { recursive: true });
    expect(await withLock(lock, async () => 'done', { pollMs: 1, staleMs: 5 })).toBe('done');
  });

  it('is not taken from an owner that shows signs of life, however long it works', async () => {
    let finish = () => {};
    const long = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const order: string[] = [];
    const first = withLock(
      lock,
      async () => {
        await long;
        order.push('first');
      },
      { beatMs: 1 },
    );
    let polls = 0;
    const second = withLock(lock, async () => order.push('second'), { pollMs: 20, staleMs: 100 });
    await new Promise<void>((resolve) => {
      const counting = setInterval(() => {
        polls += 1;
        if (polls < 30) return;
        clearInterval(counting);
        resolve();
      }, 10);
    });
    finish();
    await Promise.all([first, second]);
    expect(order).toEqual(['first', 'second']);
  });
});

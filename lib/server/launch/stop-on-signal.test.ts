import { describe, expect, it } from 'vitest';
import { type Ending, stopping } from '#lib/server/launch/stop-on-signal';

function scene(stop: () => Promise<void>, timeoutMs = 60_000) {
  const codes: number[] = [];
  const said: string[] = [];
  const clock = { now: 0 };
  const ending: Ending = {
    exit: (code) => codes.push(code),
    say: (line) => said.push(line),
    now: () => clock.now,
    timeoutMs,
  };
  return { signal: stopping(stop, ending), codes, said, clock };
}

const never = () => new Promise<void>(() => undefined);

describe('a signal', () => {
  it('stops in order and exits with 0', async () => {
    let stopped = 0;
    const { signal, codes } = scene(async () => {
      stopped += 1;
    });
    await signal();
    expect([stopped, codes]).toEqual([1, [0]]);
  });

  it('a second time exits at once', async () => {
    const { signal, codes, clock } = scene(never);
    void signal();
    clock.now = 501;
    await signal();
    expect(codes).toEqual([130]);
  });

  it('that npm passed on from the same Ctrl-C counts once', async () => {
    const { signal, codes, clock } = scene(never);
    void signal();
    clock.now = 20;
    await signal();
    expect(codes).toEqual([]);
  });

  it('does not wait for ever for a call that hangs', async () => {
    const { signal, codes, said } = scene(never, 1);
    await signal();
    expect(codes).toEqual([0]);
    expect(said.at(-1)).toContain('settled at the next start');
  });

  it('exits with 1 and says why when stopping fails', async () => {
    const { signal, codes, said } = scene(async () => {
      throw new Error('the disk is full');
    });
    await signal();
    expect(codes).toEqual([1]);
    expect(said.at(-1)).toContain('the disk is full');
  });
});

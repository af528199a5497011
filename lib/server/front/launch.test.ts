import { afterEach, describe, expect, it } from 'vitest';
import { newLaunch } from '#lib/server/front/launch';
import { startTestFront, type TestFront } from '#lib/server/front/test-front';

let front: TestFront | undefined;
afterEach(async () => front?.close());

function pathOf(url: string): string {
  return new URL(url).pathname;
}

describe('the launch link', () => {
  it('sets a cookie of this port that no script can read and no other site sends, and leads to the first page', async () => {
    front = await startTestFront();
    const answer = await front.ask(`GET ${pathOf(front.launchUrl)}`, ['Sec-Fetch-Site: none']);
    expect([answer.status, answer.header('location')]).toEqual([303, '/']);
    expect(answer.header('set-cookie')).toMatch(
      new RegExp(`^lockstep_${front.port}=[\\w-]{43}; HttpOnly; SameSite=Strict; Path=/$`),
    );
    expect(front.launchUrl).toMatch(new RegExp(`^http://localhost:${front.port}/launch/[\\w-]{32}$`));
  });

  it('moves on from a page of ours when it was followed on another site', async () => {
    front = await startTestFront();
    const answer = await front.ask(`GET ${pathOf(front.launchUrl)}`, ['Sec-Fetch-Site: cross-site']);
    expect(answer.status).toBe(200);
    expect(answer.header('set-cookie')).toContain('HttpOnly');
    expect(answer.body).toContain('<meta http-equiv="refresh" content="0;url=/">');
  });

  it('answers HEAD without a body', async () => {
    front = await startTestFront();
    const answer = await front.ask(`HEAD ${pathOf(front.launchUrl)}`);
    expect([answer.status, answer.body]).toEqual([303, '']);
  });

  it('lets every window join one session, so that open ones stay valid', async () => {
    front = await startTestFront();
    const again = await front.ask(`GET ${pathOf(front.launchUrl)}`);
    expect(again.header('set-cookie')).toContain(front.cookie);
  });

  it('can be pasted into the form, whole or only its code', async () => {
    front = await startTestFront();
    const { launchUrl } = front;
    for (const pasted of [launchUrl, ` ${launchUrl} `, pathOf(launchUrl), launchUrl.replace(/.*\//, '')]) {
      const answer = await front.ask(`GET /launch?code=${encodeURIComponent(pasted)}`);
      expect([pasted, answer.status]).toEqual([pasted, 303]);
    }
    expect((await front.ask('GET /launch')).status).toBe(401);
  });

  it.each(['wrong', 'A'.repeat(32), '%', '../x'])('lets nobody in with the code %o', async (code) => {
    front = await startTestFront();
    const answer = await front.ask(`GET /launch?code=${encodeURIComponent(code)}`);
    expect([answer.status, answer.header('set-cookie')]).toEqual([403, undefined]);
    expect(answer.body).toContain('is not the one of this start');
  });

  it('does not take a code that goes on after the right one, or stops before its end', async () => {
    front = await startTestFront();
    const path = pathOf(front.launchUrl);
    for (const wrong of [
      `${path}A`,
      `${path}/`,
      path.slice(0, -1),
      `${path.slice(0, -1)}${path.endsWith('A') ? 'a' : 'A'}`,
    ]) {
      expect([wrong, (await front.ask(`GET ${wrong}`)).status]).toEqual([wrong, 403]);
    }
  });

  it('is another one at every start', async () => {
    front = await startTestFront();
    const other = await startTestFront();
    expect(other.launchUrl.slice(-32)).not.toBe(front.launchUrl.slice(-32));
    expect((await other.ask(`GET ${pathOf(front.launchUrl)}`)).status).toBe(403);
    await other.close();
  });

  it('answers ten wrong codes a minute and says how long to wait; the right one opens all the time', async () => {
    let now = 0;
    front = await startTestFront(undefined, { now: () => now });
    const { ask, launchUrl } = front;
    const statuses = [];
    for (let guess = 0; guess < 12; guess += 1) {
      statuses.push((await ask(`GET /launch/guess-${guess}`)).status);
      now += 1000;
    }
    expect(statuses).toEqual([...Array(10).fill(403), 429, 429]);
    const refused = await ask('GET /launch/guess');
    expect([refused.status, refused.header('retry-after')]).toEqual([429, '48']);
    expect(refused.body).toContain('Wait 48 s');
    expect((await ask(`GET ${pathOf(launchUrl)}`)).status).toBe(303);
    now = 60_000;
    expect((await ask('GET /launch/guess')).status).toBe(403);
  });
});

describe('the code for a command line', () => {
  it('opens once', () => {
    const launch = newLaunch(() => 0);
    const once = launch.onceCode();
    expect(launch.refusal(once)).toBeNull();
    expect(launch.refusal(once)?.status).toBe(403);
    expect(launch.refusal(launch.code)).toBeNull();
  });

  it('opens within a minute, and a later one replaces it', () => {
    let now = 0;
    const launch = newLaunch(() => now);
    const first = launch.onceCode();
    const second = launch.onceCode();
    expect(launch.refusal(first)?.status).toBe(403);
    now = 60_001;
    expect(launch.refusal(second)?.status).toBe(403);
  });
});

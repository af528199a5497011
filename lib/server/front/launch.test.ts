import { afterEach, describe, expect, it } from 'vitest';
import type { Arrival } from '#lib/server/front/session-requests';
import { cookieOf, startTestFront, type TestFront } from '#test/front';
import { until } from '#test/until';

let front: TestFront;
afterEach(async () => front.close());

function codeOf(link: string): string {
  return link.replace(/.*\//, '');
}

/** A front whose link was not used yet. */
async function startUnused(parts: Parameters<typeof startTestFront>[1] = {}): Promise<string> {
  front = await startTestFront(undefined, { manyLinks: false, ...parts });
  return front.renewLinks().named;
}

describe('the links', () => {
  it('have a name of their own at every start, and the plain one beside it', async () => {
    front = await startTestFront();
    const { named, plain } = front.links();
    expect(named).toMatch(
      new RegExp(`^http://lockstep-[a-z2-9]{16}\\.localhost:${front.port}/launch/[\\w-]{32}$`),
    );
    expect(plain).toBe(`http://localhost:${front.port}/launch/${codeOf(named)}`);
    const other = await startTestFront();
    expect(other.host.split(':')[0]).not.toBe(front.host.split(':')[0]);
    expect((await other.launch(named)).status).toBe(403);
    await other.close();
  });

  it('lead to a page that is the same for every code, and uses up none', async () => {
    const link = await startUnused();
    const path = new URL(link).pathname;
    const pages = await Promise.all([
      front.ask(`GET ${path}`, ['Sec-Fetch-Site: cross-site']),
      front.ask(`GET ${path}`, ['Sec-Purpose: prefetch']),
      front.ask('GET /launch/wrong'),
      front.ask(`HEAD ${path}`),
    ]);
    for (const page of pages) {
      expect([page.status, page.header('set-cookie')]).toEqual([200, undefined]);
      expect(page.body).not.toContain(front.token);
    }
    expect((await front.launch(link)).status).toBe(200);
    const without = await front.askInside('GET /launch?next=/runs');
    expect(without.status).toBe(401);
    expect(without.body).toContain('This browser is not signed in.');
  });

  it('say under the plain name what is weaker, and under the other nothing of it', async () => {
    front = await startTestFront();
    const plain = await front.ask('GET /launch/x', [`Host: ${front.plainHost}`]);
    expect(plain.body).toContain('for Safari');
    expect((await front.ask('GET /launch/x')).body).not.toContain('for Safari');
  });
});

describe('handing the code over', () => {
  it('sets a cookie of this port that no script can read and no other site sends, and answers the token', async () => {
    front = await startTestFront();
    const answer = await front.launch(front.links().named);
    expect(answer.header('set-cookie')).toMatch(
      new RegExp(`^lockstep_${front.port}=[\\w-]{43}; HttpOnly; SameSite=Strict; Path=/$`),
    );
    expect(JSON.parse(answer.body)).toEqual({
      token: expect.stringMatching(/^[\w-]{43}$/),
      version: '1.2.3',
    });
  });

  it('is done under both names, with the code or the whole link', async () => {
    front = await startTestFront();
    const { named, plain } = front.links();
    for (const given of [named, plain, ` ${named} `, `${named}?next=/runs`, codeOf(named)]) {
      for (const host of [front.host, front.plainHost]) {
        expect([given, (await front.launch(given, [`Host: ${host}`])).status]).toEqual([given, 200]);
      }
    }
  });

  it('is done once a link, and who comes later is told so', async () => {
    const link = await startUnused();
    expect((await front.launch(link)).status).toBe(200);
    const second = await front.launch(link);
    expect([second.status, JSON.parse(second.body).error.code]).toEqual([403, 'used-code']);
    expect(second.header('set-cookie')).toBeUndefined();
    const next = front.renewLinks().named;
    expect(JSON.parse((await front.launch(link)).body).error.code).toBe('used-code');
    expect((await front.launch(next)).status).toBe(200);
  });

  it.each(['', 'wrong', 'A'.repeat(32), '%', '../x'])('lets nobody in with the code %o', async (code) => {
    front = await startTestFront();
    const answer = await front.launch(code);
    expect([answer.status, answer.header('set-cookie')]).toEqual([403, undefined]);
    expect(answer.body).toContain('does not belong to this start');
  });

  it('does not take a code that goes on after the right one, or stops before its end', async () => {
    front = await startTestFront();
    const code = codeOf(front.links().named);
    for (const wrong of [
      `${code}A`,
      `${code}/`,
      code.slice(0, -1),
      `${code.slice(0, -1)}${code.endsWith('A') ? 'a' : 'A'}`,
    ]) {
      expect([wrong, (await front.launch(wrong)).status]).toEqual([wrong, 403]);
    }
  });

  it('is refused to a page of another origin, to a form, and with what is not asked for', async () => {
    front = await startTestFront();
    const code = codeOf(front.links().named);
    const bodies = [JSON.stringify({ code, more: 1 }), JSON.stringify({}), JSON.stringify(code), 'x'];
    const json = 'Content-Type: application/json';
    const own = `Origin: http://${front.host}`;
    const post = (lines: string[], body: string, target = '/api/session') =>
      front.ask(`POST ${target}`, [...lines, `Content-Length: ${body.length}`], body);
    for (const body of bodies) expect((await post([own, json], body)).status).toBe(400);
    const right = JSON.stringify({ code });
    expect((await post([own, json], right, '/api/session?x=1')).status).toBe(400);
    for (const lines of [
      [json],
      [json, 'Origin: null'],
      [json, `Origin: http://${front.plainHost}`],
      [json, 'Origin: http://example.com'],
      [json, own, 'Sec-Fetch-Site: same-site'],
      [own, 'Content-Type: text/plain'],
    ]) {
      expect([lines, (await post(lines, right)).status]).toEqual([lines, 403]);
    }
    expect((await post([own, json], right)).status).toBe(200);
    expect((await post([own, json], `${' '.repeat(9_000)}${right}`)).status).toBe(413);
  });

  it('answers ten wrong codes a minute and says how long to wait; the right one opens all the time', async () => {
    let now = 0;
    front = await startTestFront(undefined, { now: () => now });
    const statuses = [];
    for (let guess = 0; guess < 12; guess += 1) {
      statuses.push((await front.launch(`guess-${guess}`)).status);
      now += 1000;
    }
    expect(statuses).toEqual([...Array(10).fill(403), 429, 429]);
    const refused = await front.launch('guess');
    expect([refused.status, refused.header('retry-after')]).toEqual([429, '48']);
    expect(refused.body).toContain('Wait 48 s');
    expect((await front.launch(front.links().named)).status).toBe(200);
    now = 60_000;
    expect((await front.launch('guess')).status).toBe(403);
  });
});

describe('a second browser', () => {
  it('gets a session of its own, and is announced; the same browser stays in its session', async () => {
    const arrivals: Arrival[] = [];
    front = await startTestFront(undefined, { letIn: (arrival) => arrivals.push(arrival) });
    const { named } = front.links();
    const cookie = `Cookie: ${front.cookie}`;
    const again = await front.launch(named, [cookie, `x-lockstep-token: ${front.token}`]);
    expect([cookieOf(again), JSON.parse(again.body).token]).toEqual([front.cookie, front.token]);
    // Another program may have only the cookie.
    const other = await front.launch(named, [cookie]);
    expect(cookieOf(other)).not.toBe(front.cookie);
    expect(JSON.parse(other.body).token).not.toBe(front.token);
    const { host } = front;
    expect(arrivals).toEqual([
      { host, others: 0 },
      { host, others: null },
      { host, others: 1 },
    ]);
    const { others } = JSON.parse((await front.askInside('GET /api/session')).body);
    expect(others).toEqual([{ since: expect.any(Number), known: false }]);
  });

  it('is known to the browser that said so, to no other one, and only if it was there by then', async () => {
    front = await startTestFront();
    const { named } = front.links();
    const first = await front.launch(named);
    const asFirst = [`Cookie: ${cookieOf(first)}`, `x-lockstep-token: ${JSON.parse(first.body).token}`];
    const { others } = JSON.parse((await front.askInside('GET /api/session')).body);
    const say = async (body: string) => {
      const change = [`Origin: http://${front.host}`, 'Content-Type: application/json'];
      const lines = [...change, `Content-Length: ${body.length}`];
      return (await front.askInside('POST /api/session/others/known', lines, body)).status;
    };
    for (const wrong of ['{}', '{"since":-1}', '{"since":1e300}', '{"since":1,"all":true}']) {
      expect([wrong, await say(wrong)]).toEqual([wrong, 400]);
    }
    const known = async (ask: () => Promise<{ body: string }>) =>
      JSON.parse((await ask()).body).others.map((other: { known: boolean }) => other.known);
    expect(await say(JSON.stringify({ since: others[0].since - 1 }))).toBe(200);
    expect(await known(() => front.askInside('GET /api/session'))).toEqual([false]);
    expect(await say(JSON.stringify({ since: others[0].since }))).toBe(200);
    expect(await known(() => front.askInside('GET /api/session'))).toEqual([true]);
    expect(await known(() => front.ask('GET /api/session', asFirst))).toEqual([false]);
    await until(() => Date.now() > others[0].since);
    await front.launch(named);
    expect(await known(() => front.askInside('GET /api/session'))).toEqual([false, true]);
  });

  it('is signed out by the first one, with what it is being answered, and its link no longer works', async () => {
    let signedOut = 0;
    let begun = () => {};
    const begins = new Promise<void>((resolve) => {
      begun = resolve;
    });
    front = await startTestFront(
      (_request, response) => {
        response.write('data: 1\n\n');
        begun();
      },
      { signedOut: () => (signedOut += 1) },
    );
    const { named } = front.links();
    const other = await front.launch(named);
    const asOther = [`Cookie: ${cookieOf(other)}`, `x-lockstep-token: ${JSON.parse(other.body).token}`];
    const stream = front.ask('GET /api/runs/x/events', asOther);
    await begins;
    const change = [`Origin: http://${front.host}`, 'Content-Type: application/json', 'Content-Length: 0'];
    const answer = await front.askInside('DELETE /api/session/others', change);
    expect([JSON.parse(answer.body), signedOut]).toEqual([{ ended: 1 }, 1]);
    await stream;
    expect((await front.ask('GET /api/session', asOther)).status).toBe(401);
    expect((await front.askInside('GET /api/session')).status).toBe(200);
    expect((await front.launch(named)).status).toBe(403);
  });
});

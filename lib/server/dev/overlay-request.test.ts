import { afterAll, beforeAll, expect, it } from 'vitest';
import { overlayRequest } from '#lib/server/dev/overlay-request';
import { startTestFront, type TestFront } from '#test/front';

const path = '/__nextjs_original-stack-frames';
let front: TestFront;
let strict: TestFront;
beforeAll(async () => {
  [front, strict] = await Promise.all([
    startTestFront(undefined, { exception: overlayRequest }),
    startTestFront(),
  ]);
});
afterAll(() => Promise.all([front.close(), strict.close()]));

function headers({ host }: TestFront, origin: string | null = null): string[] {
  const from = origin ?? `http://${host}`;
  return [`Origin: ${from}`, 'Content-Type: text/plain;charset=UTF-8', 'Content-Length: 2'];
}

it('the overlay’s request is forwarded to a page of ours with the cookie', async () => {
  expect(await front.askWithCookie(`POST ${path}`, headers(front), '{}')).toMatchObject({
    status: 200,
    body: 'handled',
  });
});

it('it is refused without the cookie, from a foreign page, and by the front of the production build', async () => {
  expect((await front.ask(`POST ${path}`, headers(front), '{}')).status).toBe(401);
  expect((await front.askWithCookie(`POST ${path}`, headers(front, 'http://x.com'), '{}')).status).toBe(403);
  expect((await strict.askWithCookie(`POST ${path}`, headers(strict), '{}')).status).toBe(403);
});

it.each(['POST /api/plans', 'POST /__nextjs_restart_dev', `PUT ${path}`, `POST ${path}/x`])(
  'no other change is forwarded: %s',
  async (line) => {
    expect((await front.askWithCookie(line, headers(front), '{}')).status).toBe(403);
  },
);

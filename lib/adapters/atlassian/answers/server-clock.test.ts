import fc from 'fast-check';
import { expect, test } from 'vitest';
import { askedWait } from '#lib/adapters/atlassian/answers/asked-wait';
import { ServerClock } from '#lib/adapters/atlassian/answers/server-clock';

const noon = Date.parse('2026-11-23T12:00:00Z');
const wholeSecond = (time: number) => Math.floor(time / 1_000) * 1_000;

/** The answer of a server whose clock is ahead of ours by `ahead`; it takes `up` ms there and `down` ms back. */
function answer(sentAt: number, { ahead = 0, up = 10, down = 10 } = {}) {
  return { date: wholeSecond(sentAt + up + ahead), sentAt, heardAt: sentAt + up + down };
}

test('our clock counts where the whole seconds of the answer agree with it', () => {
  const clock = new ServerClock();
  expect(clock.heard({ date: noon, sentAt: noon + 880, heardAt: noon + 900 })).toBe(noon + 900);
  expect(clock.heard({ date: null, sentAt: noon + 900, heardAt: noon + 920 })).toBe(noon + 920);
});

test('a clock that is wrong by a day is corrected at once, one that is wrong by less than a second by many answers', () => {
  const day = new ServerClock();
  const heard = day.heard(answer(noon + 500, { ahead: 86_400_000 }));
  expect(Math.abs(heard - (noon + 520 + 86_400_000))).toBeLessThan(1_000);
  const clock = new ServerClock();
  let last = 0;
  for (let sentAt = noon; sentAt < noon + 60_000; sentAt += 137) {
    last = clock.heard(answer(sentAt, { ahead: 700 })) - (sentAt + 20 + 700);
  }
  expect(Math.abs(last)).toBeLessThan(25);
});

test('a clock that is set meanwhile is reckoned anew', () => {
  const clock = new ServerClock();
  for (let sentAt = noon; sentAt < noon + 5_000; sentAt += 100) clock.heard(answer(sentAt));
  const heard = clock.heard(answer(noon + 6_000, { ahead: -7_200_000 }));
  expect(Math.abs(heard - (noon + 6_020 - 7_200_000))).toBeLessThanOrEqual(1_020);
});

test('no wait ends too early for a clock that is wrong', () => {
  for (const ahead of [-5_000, -700, 700, 5_000]) {
    const clock = new ServerClock();
    for (let sentAt = noon; sentAt < noon + 60_000; sentAt += 137) {
      const heard = clock.heard(answer(sentAt, { ahead }));
      if (Math.abs(ahead) > 1_000) expect(heard).toBeLessThanOrEqual(sentAt + 20 + ahead);
    }
    const heard = clock.heard(answer(noon + 61_000, { ahead }));
    expect(heard).toBeLessThanOrEqual(noon + 61_020 + ahead);
    expect(heard).toBeGreaterThan(noon + 60_995 + ahead);
  }
});

test('a reset is reckoned to the millisecond, though the answer’s date counts whole seconds', () => {
  const headers = { date: 'Mon, 23 Nov 2026 12:00:00 GMT', 'x-ratelimit-reset': '2026-11-23T12:00:01.250Z' };
  const now = new ServerClock().heard({ date: noon, sentAt: noon + 880, heardAt: noon + 900 });
  expect(askedWait(headers, now)?.waitMs).toBe(350);
});

test('the reckoned time is within a second and the time of the exchange, whatever the clocks say', () => {
  const exchange = fc.record({ gap: fc.nat(3_000), up: fc.nat(500), down: fc.nat(500) });
  fc.assert(
    fc.property(fc.integer({ min: -100_000, max: 100_000 }), fc.array(exchange), (ahead, exchanges) => {
      const clock = new ServerClock();
      let sentAt = noon;
      for (const { gap, up, down } of exchanges) {
        sentAt += gap;
        const heard = clock.heard(answer(sentAt, { ahead, up, down }));
        expect(Math.abs(heard - (sentAt + up + down + ahead))).toBeLessThanOrEqual(1_000 + up + down);
        sentAt += up + down;
      }
    }),
  );
});

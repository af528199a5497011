import { describe, expect, it, vi } from 'vitest';
import { newContact } from '#components/shared/contact/contact.ts';

function place(...answers: boolean[]) {
  let now = 1_000;
  let due: (() => void) | null = null;
  const probe = vi.fn(async () => answers.shift() ?? false);
  const contact = newContact({
    probe,
    later: (work) => {
      due = work;
      return () => {
        due = null;
      };
    },
    wall: () => now,
  });
  const changes: boolean[] = [];
  contact.subscribe(() => changes.push(contact.get().lost));
  return {
    contact,
    probe,
    changes,
    at: (ms: number) => {
      now = ms;
    },
    ring: () => due?.(),
    waits: () => due !== null,
  };
}

describe('the contact with the server', () => {
  it('says nothing where one request got no answer and the next did', async () => {
    const { contact, changes, at } = place(true);
    at(5_000);
    contact.unheard();
    await expect(contact.ask()).resolves.toBe(true);
    expect(contact.get()).toEqual({ lost: false, heardAt: 5_000 });
    expect(changes).toEqual([]);
  });

  it('keeps the time when it last heard the server, and asks again until it answers', async () => {
    const { contact, changes, at, ring, probe } = place(false, false, true);
    at(2_000);
    contact.heard();
    at(9_000);
    await expect(contact.ask()).resolves.toBe(false);
    expect(contact.get()).toEqual({ lost: true, heardAt: 2_000 });
    ring();
    await contact.ask();
    expect(contact.get()).toEqual({ lost: true, heardAt: 2_000 });
    at(20_000);
    ring();
    await contact.ask();
    expect(contact.get()).toEqual({ lost: false, heardAt: 20_000 });
    expect(changes).toEqual([true, false]);
    expect(probe).toHaveBeenCalledTimes(3);
  });

  it('asks once where many requests got no answer', async () => {
    const { contact, probe } = place();
    for (let request = 0; request < 5; request += 1) contact.unheard();
    await contact.ask();
    contact.unheard();
    expect(probe).toHaveBeenCalledTimes(1);
  });

  it('does not ask again once something was heard', async () => {
    const { contact, waits, changes } = place(false);
    await contact.ask();
    expect(waits()).toBe(true);
    contact.heard();
    expect(waits()).toBe(false);
    expect(changes).toEqual([true, false]);
  });
});

import { describe, expect, it, vi } from 'vitest';
import { type Lost, newContact } from '#components/shared/contact/contact.ts';

function place(...answers: (Lost | null)[]) {
  let now = 1_000;
  let due: (() => void) | null = null;
  const probe = vi.fn(async () => answers.shift() as Lost | null);
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
  const changes: (Lost | null)[] = [];
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
    const { contact, changes, at } = place(null);
    at(5_000);
    contact.unheard();
    await expect(contact.ask()).resolves.toBe(true);
    expect(contact.get()).toEqual({ lost: null, heardAt: 5_000 });
    expect(changes).toEqual([]);
  });

  it('keeps the time when it last heard the server, and asks again until it answers', async () => {
    const { contact, changes, at, ring, probe } = place('refused', 'refused', null);
    at(2_000);
    contact.heard();
    at(9_000);
    await expect(contact.ask()).resolves.toBe(false);
    expect(contact.get()).toEqual({ lost: 'refused', heardAt: 2_000 });
    ring();
    await contact.ask();
    expect(contact.get()).toEqual({ lost: 'refused', heardAt: 2_000 });
    at(20_000);
    ring();
    await contact.ask();
    expect(contact.get()).toEqual({ lost: null, heardAt: 20_000 });
    expect(changes).toEqual(['refused', null]);
    expect(probe).toHaveBeenCalledTimes(3);
  });

  it('asks once where many requests got no answer', async () => {
    const { contact, probe } = place('refused');
    for (let request = 0; request < 5; request += 1) contact.unheard();
    await contact.ask();
    contact.unheard();
    expect(probe).toHaveBeenCalledTimes(1);
  });

  it('does not ask again once something was heard', async () => {
    const { contact, waits, changes } = place('refused');
    await contact.ask();
    expect(waits()).toBe(true);
    contact.heard();
    expect(waits()).toBe(false);
    expect(changes).toEqual(['refused', null]);
  });

  it('asks a server that takes requests and sends nothing, and says that it may still be there', async () => {
    const { contact, changes, ring, probe } = place('silent', 'refused');
    contact.expect(5_000);
    ring();
    expect(probe).toHaveBeenCalledTimes(1);
    await contact.ask();
    expect(contact.get()).toEqual({ lost: 'silent', heardAt: 1_000 });
    ring();
    await contact.ask();
    expect(changes).toEqual(['silent', 'refused']);
  });

  it('asks nothing where the server has sent something in time', () => {
    const { contact, waits } = place();
    contact.expect(5_000)();
    expect(waits()).toBe(false);
  });
});

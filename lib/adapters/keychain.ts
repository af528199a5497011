/** The keychain of the operating system: Keychain on macOS, Credential Manager on Windows, Secret Service on Linux. */
import { createRequire } from 'node:module';
import { z } from 'zod';
import type { Keychain } from '#lib/engine/ports';

const keptSchema = z.object({ key: z.string().min(1), organisationId: z.string().nullable() });

/** The longest time to wait for a keychain at start, in ms: a locked one may ask the person. */
const timeoutMs = 5_000;

interface Entry {
  getPassword(signal?: AbortSignal): Promise<string | null>;
  setPassword(password: string, signal?: AbortSignal): Promise<void>;
  deletePassword(signal?: AbortSignal): Promise<boolean>;
}

/**
 * The keychain for the key of one origin; null if this machine has none. There is no fallback: a key is kept there or
 * nowhere. On Linux the kernel's own keyring is not used, since it ends with the session.
 */
export async function openKeychain(origin: string): Promise<Keychain | null> {
  try {
    // The package is an optional dependency: it has no binary for some machines.
    const { AsyncEntry } = createRequire(import.meta.url)('@napi-rs/keyring') as {
      AsyncEntry: new (service: string, user: string, options: object) => Entry;
    };
    const entry = new AsyncEntry('Lockstep', origin, { linux: { store: 'secret-service' } });
    await entry.getPassword(AbortSignal.timeout(timeoutMs));
    return keychainOf(entry);
  } catch {
    return null;
  }
}

function keychainOf(entry: Entry): Keychain {
  const worked = (work: Promise<unknown>) =>
    work.then(
      () => true,
      () => false,
    );
  return {
    async read() {
      try {
        const text = await entry.getPassword(AbortSignal.timeout(timeoutMs));
        const kept = keptSchema.safeParse(text === null ? null : JSON.parse(text));
        return kept.success ? kept.data : null;
      } catch {
        return null;
      }
    },
    write: (kept) => worked(entry.setPassword(JSON.stringify(kept))),
    forget: () => worked(entry.deletePassword()),
  };
}

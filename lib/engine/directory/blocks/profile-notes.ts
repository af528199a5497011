import type { AccountReading } from '#lib/domain/directory/reading';
import type { AccountProfile } from '#lib/engine/atlassian-shapes';
import { ofProfile } from '#lib/engine/directory/to-readings';
import type { Clock } from '#lib/engine/ports';
import type { DirectoryStore } from '#lib/engine/storage/directories';

/** Number of profiles written together: one transaction for each would slow a run down. */
const writtenTogether = 50;

/** The longest time that a profile may wait to be written, in ms. */
const waitsMs = 2_000;

/** Keeps the profiles that a run reads in the directory, several at a time. A lost one can be read again. */
export class ProfileNotes {
  private notes: AccountReading[] = [];

  constructor(
    private readonly parts: {
      store: Pick<DirectoryStore, 'save'>;
      clock: Pick<Clock, 'wall'>;
      /** Receives the readings before any call is based on them, so that protections can be added first. */
      learnt(readings: readonly AccountReading[]): void;
    },
  ) {}

  /** Takes a profile that was read just now. */
  note(profile: AccountProfile): void {
    const at = this.parts.clock.wall();
    const reading = ofProfile(profile, at);
    this.notes.push(reading);
    this.parts.learnt([reading]);
    const isDue = this.notes.length >= writtenTogether || at - (this.notes[0]?.at ?? at) >= waitsMs;
    if (isDue) this.write();
  }

  /** Writes what is not written yet. */
  write(): void {
    if (this.notes.length === 0) return;
    const { notes } = this;
    this.notes = [];
    this.parts.store.save(notes);
  }
}

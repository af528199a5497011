/**
 * The time when a file was written, as far as that is known: its own date, or that of its upload. What Atlassian said
 * at this time or later outranks the file: this is the one rule for blocks, ticks, predictions and guards. Ms since the
 * epoch.
 */
export function fileTime({ writtenAt, createdAt }: { writtenAt: number | null; createdAt: number }): number {
  return Math.min(writtenAt ?? createdAt, createdAt);
}

/**
 * The time when a file was written, ms since the epoch: its own date, or that of its upload if the own date is missing
 * or later. Readings of Atlassian from this time on outrank the file. All rules use this time: blocks, ticks,
 * predictions and guards.
 */
export function fileTime({ writtenAt, createdAt }: { writtenAt: number | null; createdAt: number }): number {
  return Math.min(writtenAt ?? createdAt, createdAt);
}

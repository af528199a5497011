import type { Tone } from '#components/ui/badge.tsx';
import type { RunSummary } from '#lib/contract/runs';
import { sourceLabels } from '#lib/domain/run/import';

/** The status of a run in a word or two. */
export function statusOf(
  run: Pick<RunSummary, 'status' | 'how' | 'imported' | 'differences' | 'contradicted'>,
): { word: string; tone: Tone } {
  if (run.differences.length > 0) {
    return { word: run.status === 'ended' ? 'Not as sealed' : 'Needs you', tone: 'red' };
  }
  switch (run.status) {
    case 'new':
      return { word: 'Not started', tone: 'neutral' };
    case 'running':
      return { word: 'Running', tone: 'accent' };
    case 'paused':
      return { word: 'Paused', tone: 'amber' };
    case 'stopping':
      return { word: 'Stopping', tone: 'amber' };
    case 'interrupted':
      return { word: 'Interrupted', tone: 'amber' };
    case 'cannot-go-on':
      return { word: 'Cannot go on', tone: 'red' };
    case 'end-unwritten':
      return { word: 'Stopped, end not written yet', tone: 'amber' };
    case 'ended':
      if (run.imported) return { word: `From ${sourceLabels[run.imported.tool]}`, tone: 'accent' };
      if (run.how === 'halted') return { word: 'Halted', tone: 'red' };
      if (run.contradicted > 0) return { word: `${run.contradicted} contradicted`, tone: 'amber' };
      return { word: run.how === 'stopped' ? 'Stopped' : 'Completed', tone: 'neutral' };
  }
}

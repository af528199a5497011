import { describe, expect, it } from 'vitest';
import { questions } from '#lib/domain/help/faq';
import { faqText, troubleshootingText } from '#lib/domain/help/markdown';
import { topicOfError, topicOfFailure, topicOfFault, topicOfKeyCheck } from '#lib/domain/help/topic-of';
import { topicOfAlarm } from '#lib/domain/help/topic-of-alarm';
import { topicOfPause } from '#lib/domain/help/topic-of-run';
import { topicOfPrediction, topicOfUser } from '#lib/domain/help/topic-of-user';
import { helpChapters } from '#lib/domain/help/topics';
import { topicIds } from '#lib/domain/help/topics/topic';
import { faultCodes } from '#lib/domain/outcome/answer';
import { alarmCodes } from '#lib/domain/plan/alarms/alarm';

const topics = helpChapters.flatMap((chapter) => chapter.topics);

describe('the help', () => {
  it('has each topic once, and each says what it means and what to do', () => {
    expect(topics.map(({ id }) => id).sort()).toEqual([...topicIds].sort());
    expect(topics.filter(({ meaning, steps }) => meaning.length < 40 || steps.length === 0)).toEqual([]);
    expect(new Set(topics.map(({ title }) => title)).size).toBe(topicIds.length);
    expect(new Set(questions.map(({ id }) => id)).size).toBe(questions.length);
  });

  it('has a topic for every answer of Atlassian, and leads from each topic back to a code or a page', () => {
    expect(faultCodes.filter((code) => !topicIds.includes(topicOfFault[code]))).toEqual([]);
    const led = new Set([...Object.values(topicOfFault), ...Object.values(topicOfPause)]);
    expect(led.has('not-managed')).toBe(true);
    expect(topicOfError('no-answer')).toBe('lockstep-not-running');
    expect(topicOfError('unreachable')).toBe('atlassian-out-of-reach');
    expect(topicOfError('invalid')).toBeNull();
    expect(topicOfFailure('invalid')).toBe('not-as-needed');
    expect(topicOfFailure('no-answer')).toBe('lockstep-not-running');
  });

  it('has a topic for every user who needs attention because of an answer', () => {
    for (const code of faultCodes) {
      expect(topicOfUser({ outcome: 'refused', code })).toBe(topicOfFault[code]);
      expect(topicOfUser({ outcome: 'failed', code })).toBe(topicOfFault[code]);
      expect(topicOfUser({ outcome: 'in-doubt', code })).toBe('in-doubt');
      expect(topicOfUser({ outcome: 'deactivated', code })).toBeNull();
    }
    expect(topicOfUser({ outcome: 'refused' })).toBe('not-allowed');
    expect(topicOfUser({ outcome: 'skipped' })).toBeNull();
    expect(topicOfUser({ outcome: null })).toBeNull();
  });

  it('leads from a predicted refusal to the topic of the outcome that it predicts', () => {
    const said = { reason: '', hint: '', basis: 'asked' } as const;
    for (const code of faultCodes) {
      expect(topicOfPrediction({ ...said, kind: 'refused', code })).toBe(
        topicOfUser({ outcome: 'refused', code }),
      );
    }
    expect(topicOfPrediction({ ...said, kind: 'refused' })).toBe('predicted-refusal');
    expect(topicOfPrediction({ ...said, kind: 'not-managed' })).toBe('not-managed');
    expect(topicOfPrediction({ ...said, kind: 'will-deactivate' })).toBeNull();
    expect(topicOfPrediction(undefined)).toBeNull();
  });

  it('has a topic for every alarm', () => {
    expect(alarmCodes.filter((code) => !topicIds.includes(topicOfAlarm[code]))).toEqual([]);
  });

  it('has a topic for a refused key', () => {
    expect(topicOfKeyCheck('key-scoped')).toBe('key-with-scopes');
    expect(topicOfKeyCheck('a code of a later version')).toBeNull();
    expect(topicOfKeyCheck(undefined)).toBeNull();
  });

  // To change these files, change the help and run this test with `--update`.
  it('is the same in docs/troubleshooting.md and docs/faq.md', async () => {
    await expect(troubleshootingText()).toMatchFileSnapshot('../../../docs/troubleshooting.md');
    await expect(faqText()).toMatchFileSnapshot('../../../docs/faq.md');
  });
});

import { alarmTopics } from '#lib/domain/help/topics/alarms';
import { beforeTopics } from '#lib/domain/help/topics/before';
import { computerTopics } from '#lib/domain/help/topics/computer';
import { keyTopics } from '#lib/domain/help/topics/key';
import { refusalTopics } from '#lib/domain/help/topics/refusal';
import { runTopics } from '#lib/domain/help/topics/run';
import { type Topic, type TopicId, topicIds } from '#lib/domain/help/topics/topic';

/** The chapters of the help, in the order of the page. */
export const helpChapters: readonly { title: string; topics: readonly (Topic & { id: TopicId })[] }[] = [
  { title: 'The key and the way to Atlassian', topics: listed(keyTopics) },
  { title: 'Users that Atlassian refuses', topics: listed(refusalTopics) },
  { title: 'During a run', topics: listed(runTopics) },
  { title: 'The file and the confirmation', topics: listed(beforeTopics) },
  { title: 'What the confirmation warns of', topics: listed(alarmTopics) },
  { title: 'Lockstep on this computer', topics: listed(computerTopics) },
];

function listed(chapter: Readonly<Partial<Record<TopicId, Topic>>>): (Topic & { id: TopicId })[] {
  return topicIds.flatMap((id) => {
    const topic = chapter[id];
    return topic ? [{ id, ...topic }] : [];
  });
}

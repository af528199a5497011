import { rulePreviewRequestSchema } from '#lib/contract/protection';
import { app } from '#lib/server/app';
import { answer, handle } from '#lib/server/http/route';

/** So many people are named. */
const named = 100;

/** Whom a rule would fit in a roster; nothing is changed. */
export function POST(request: Request): Promise<Response> {
  return handle(request, { body: rulePreviewRequestSchema }, async ({ body }) => {
    const { rosterId, ...rule } = body;
    return answer(await app().engine.rules.preview(rosterId, rule), (people) => ({
      count: people.length,
      people: people.slice(0, named),
    }));
  });
}

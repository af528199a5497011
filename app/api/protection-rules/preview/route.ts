import { rulePreviewRequestSchema } from '#lib/contract/protection';
import { app } from '#lib/server/app';
import { answer, handle } from '#lib/server/http/route';

/** Maximum number of users named. */
const named = 100;

/** The users of a roster that a rule would protect. Nothing is changed. */
export function POST(request: Request): Promise<Response> {
  return handle(request, { body: rulePreviewRequestSchema }, async ({ body }) => {
    const { rosterId, ...rule } = body;
    return answer(await app().engine.rules.preview(rosterId, rule), (people) => ({
      count: people.length,
      people: people.slice(0, named),
    }));
  });
}

import { ruleRequestSchema } from '#lib/contract/protection';
import { app } from '#lib/server/app';
import { answer, handle, json } from '#lib/server/http/route';

const list = () => ({ rules: app().engine.rules.list() });

/** The rules, newest first, each with how many accounts it protects. */
export function GET(request: Request): Promise<Response> {
  return handle(request, {}, () => json(list()));
}

/** Adds a rule, which protects every user that it fits from now on. */
export function POST(request: Request): Promise<Response> {
  return handle(request, { body: ruleRequestSchema }, async ({ body }) =>
    answer(await app().engine.rules.add(body), list, 201),
  );
}

/** Explains an answer that another tool recorded, by the same rules as an answer of our own. */
import { classifyAnswer } from '#lib/adapters/atlassian/answers/classify-answer';
import { redactorOf } from '#lib/adapters/redact/redact';
import type { Fault } from '#lib/domain/outcome/answer';
import type { RecordedExchange } from '#lib/domain/postman/recording';

/** `secrets` are the keys that stood in the same file: they are taken out of what is quoted. */
export function classifyRecorded(
  secrets: readonly string[],
  now: number,
): (exchange: RecordedExchange) => Fault | null {
  const redactors = secrets.map(redactorOf);
  const redact = (text: string) => redactors.reduce((said, each) => each(said), text);
  const call = { kind: 'write', about: 'account', host: 'Atlassian', now } as const;
  return (exchange) => {
    if (exchange.kind === 'unanswered') {
      return classifyAnswer({ kind: 'unanswered', sent: exchange.sent, cut: exchange.code }, call, redact);
    }
    const { status, headers, body } = exchange;
    return classifyAnswer({ kind: 'answered', status, headers, body: body ?? '', cut: null }, call, redact);
  };
}

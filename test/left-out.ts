/** A reporter that lists at the end which tests were skipped on this computer, and why. */
import type { Reporter, TestModule } from 'vitest/node';

export default class LeftOut implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const lines = modules.flatMap((module) =>
      [...module.children.allTests('skipped')].map((test) => {
        const result = test.result();
        const why = result.state === 'skipped' ? result.note : undefined;
        return `  ${module.relativeModuleId} > ${test.fullName}: ${why ?? 'no reason given'}`;
      }),
    );
    if (lines.length > 0) process.stdout.write(`\n Left out here:\n${lines.join('\n')}\n`);
  }
}

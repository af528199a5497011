import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{lib,components,scripts,soak,test}/**/*.test.ts'],
    environment: 'node',
    reporters: ['default', './test/left-out.ts'],
    // They end a test that hangs; no test expects anything of the machine's speed.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    maxWorkers: 2,
  },
});

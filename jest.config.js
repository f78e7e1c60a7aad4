export default {
  // modules are Node's own, and shared by the files of a process: CONTRIBUTING.md, "How tests are built"
  testEnvironment: "<rootDir>/scripts/jest/environment.mjs",
  runtime: "<rootDir>/scripts/jest/runtime.cjs",
  injectGlobals: false,
  roots: ["<rootDir>/dist/test"],
  testMatch: ["**/*.test.js"],
  transform: {},
  // only what never ends ends so: no test asserts by it, and a busy machine takes ten times as long as a quiet one
  testTimeout: 300_000,
  // one more than cores on the least machine: many tests wait for a process of their own, or for a minute to pass
  maxWorkers: 3,
  testSequencer: "<rootDir>/scripts/even-order.mjs",
  // a process with nothing left takes more than jest's half a second to end where others want the cores; one that still
  // holds something is told of after this
  workerGracefulExitTimeout: 20_000,
  // a guard against files that keep what they made: a worker holds about 100 MB, and one in its place loads all anew
  workerIdleMemoryLimit: "400MB",
  globalSetup: "<rootDir>/dist/test/services/global-setup.js",
  globalTeardown: "<rootDir>/dist/test/services/global-teardown.js",
};

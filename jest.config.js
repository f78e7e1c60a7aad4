export default {
  testEnvironment: "node",
  roots: ["<rootDir>/dist/test"],
  testMatch: ["**/*.test.js"],
  transform: {},
  testTimeout: 60_000,
  maxWorkers: 2,
  // a test file has a Date of its own, beside that of the process it runs in
  setupFiles: process.env.CLOCK_AHEAD === undefined ? [] : ["<rootDir>/dist/test/service/clock.js"],
  globalSetup: "<rootDir>/dist/test/services/global-setup.js",
  globalTeardown: "<rootDir>/dist/test/services/global-teardown.js",
};

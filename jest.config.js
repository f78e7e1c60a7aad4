export default {
  testEnvironment: "node",
  roots: ["<rootDir>/dist/test"],
  testMatch: ["**/*.test.js"],
  transform: {},
  testTimeout: 20_000,
  maxWorkers: 2,
  globalSetup: "<rootDir>/dist/test/services/global-setup.js",
  globalTeardown: "<rootDir>/dist/test/services/global-teardown.js",
};

// How jest loads a test file: as Node does. A module of ours is loaded once in a process and stays as warm as in the
// service; jest's own way, each module anew for each file, cost more than a third of all processor time.
const { register } = require("node:module");
const { pathToFileURL } = require("node:url");

register("./hooks.mjs", pathToFileURL(__filename));

module.exports = class OurRuntime {
  #timers;

  constructor(_config, environment) {
    this.#timers = environment.fakeTimersModern;
  }

  /** jest-circus, which keeps the tests of one file: a fresh one for each. */
  requireInternalModule(path) {
    delete require.cache[path];
    const fresh = require(path);
    module.children.length = 0; // they would be kept
    return fresh;
  }

  requireModule = require;

  setGlobalsForRuntime(globals) {
    globalThis[Symbol.for("given to the test file")] = { ...globals, jest: timersOf(this.#timers) };
  }

  unstable_shouldLoadAsEsm = () => true;
  unstable_importModule = (path) => import(pathToFileURL(path).href);
  getSourceMaps = () => null;
  getAllCoverageInfoCopy() {}
  enterTestCode() {}
  leaveTestCode() {}
  teardown() {}
};

const timersOf = (timers) => ({
  useFakeTimers: (options) => timers.useFakeTimers(options),
  useRealTimers: () => timers.useRealTimers(),
  advanceTimersByTime: (ms) => timers.advanceTimersByTime(ms),
});

// How jest loads a test file: as Node does. A module of ours is loaded once in a process and stays as warm as in the
// service; jest's own way, each module anew for each file, cost more than a third of all processor time.
const hooks = require("node:async_hooks");
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
    const usual = Object.getOwnPropertyDescriptor(hooks, "AsyncLocalStorage");
    delete require.cache[path];
    Object.defineProperty(hooks, "AsyncLocalStorage", { ...constant, value: Present });
    try {
      return require(path);
    } finally {
      Object.defineProperty(hooks, "AsyncLocalStorage", usual);
      module.children.length = 0; // they would be kept
    }
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

const constant = { configurable: true, enumerable: true };

/**
 * Where jest-circus keeps which test or hook is at work, to give it the errors that nobody caught. Tests follow one after
 * another, so what is present is enough; a storage that follows promises makes every promise of the process dearer for
 * good, and there would be one more of them with each file.
 */
class Present {
  #store;

  getStore() {
    return this.#store;
  }

  async run(store, work) {
    const before = this.#store;
    this.#store = store;
    try {
      return await work();
    } finally {
      this.#store = before;
    }
  }
}

const timersOf = (timers) => ({
  useFakeTimers: (options) => timers.useFakeTimers(options),
  useRealTimers: () => timers.useRealTimers(),
  advanceTimersByTime: (ms) => timers.advanceTimersByTime(ms),
});

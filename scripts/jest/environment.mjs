// What jest takes for the world of a test file: this process itself, instead of a context of its own.
import { ModernFakeTimers } from "@jest/fake-timers";

const ofOneFile = (name) =>
  name === Symbol.for("EVENT_HANDLERS") || (typeof name === "symbol" && name.description === "JEST_STATE_SYMBOL");

export default class OurEnvironment {
  global = globalThis;
  moduleMocker = {}; // jest insists; there are no mocks
  #before = [globalThis, process.env, process].map((object) => [object, Object.getOwnPropertyDescriptors(object)]);

  constructor({ projectConfig }) {
    this.fakeTimersModern = new ModernFakeTimers({ config: projectConfig, global: globalThis });
  }

  async setup() {}

  /** Takes back what the file, and jest for it, changed in what belongs to all. What packages keep among the globals stays. */
  async teardown() {
    this.fakeTimersModern.dispose();
    for (const [object, before] of this.#before) {
      putBack(object, before);
      const added = Reflect.ownKeys(object).filter((name) => !Object.hasOwn(before, name));
      for (const name of added) if (object === process.env || ofOneFile(name)) delete object[name];
    }
  }

  exportConditions = () => ["node", "node-addons"];
  getVmContext = () => null;
}

function putBack(object, before) {
  for (const name of Reflect.ownKeys(before)) {
    const { configurable, value } = before[name];
    if (configurable && value !== undefined && object[name] !== value)
      Object.defineProperty(object, name, before[name]);
  }
}

// What stands for @jest/globals. Helpers import it once for all files of a process, therefore it goes on to what the
// present file was given.
const given = () => globalThis[Symbol.for("given to the test file")];
const goingOn = (name) =>
  new Proxy(() => undefined, {
    apply: (_, self, args) => Reflect.apply(given()[name], self, args),
    get: (_, member) => given()[name][member],
  });

export const afterAll = goingOn("afterAll");
export const afterEach = goingOn("afterEach");
export const beforeAll = goingOn("beforeAll");
export const beforeEach = goingOn("beforeEach");
export const describe = goingOn("describe");
export const expect = goingOn("expect");
export const jest = goingOn("jest");
export const test = goingOn("test");

const globals = new URL("./globals.mjs", import.meta.url).href;

export const resolve = (name, context, next) =>
  name === "@jest/globals" ? { url: globals, shortCircuit: true } : next(name, context);

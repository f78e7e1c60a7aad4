import type { Middleware } from "koa";

/** The sandbox's page and its endpoints. */
export type SandboxPages = { readonly middleware: Middleware };

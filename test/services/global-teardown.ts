import { endPostgres } from "./postgres-of-run.ts";

// jest asks for a default export
export default endPostgres;

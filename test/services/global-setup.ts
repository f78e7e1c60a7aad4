import { offerPostgres } from "./postgres-of-run.ts";

// jest asks for a default export
export default offerPostgres;

// npm run build: packages and dist, when they are not up to date.
import { setUp } from "./set-up.mjs";

await setUp();

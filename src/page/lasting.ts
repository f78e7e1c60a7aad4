const minute = 60_000;
const hour = 60 * minute;

/** So long somebody stays signed in on a phone. */
export const sessionLasts = 12 * hour;
/** So long somebody stays signed in at the console, and so long without doing anything there. */
export const deskLasts = 8 * hour;
export const deskIdle = 30 * minute;
/** So long after they came in nobody at the console is asked for another code. */
export const freshLasts = 5 * minute;
/** So long whoever came with a code has for the second factor. */
export const halfLasts = 5 * minute;
/** So long a browser that was confirmed once need not be again. */
export const deviceLasts = 180 * 24 * hour;
/** So long a new browser waits for its two digits. */
export const claimLasts = 3 * minute;

/** So many help with one matter. */
export const mostHelpers = 5;

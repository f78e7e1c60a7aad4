/** What every picture of the sandbox shows: a street lamp that is out. A PNG of 96 by 64. */
export const drawing = Buffer.from(
  [
    "iVBORw0KGgoAAAANSUhEUgAAAGAAAABAAgMAAACYWpqdAAAADFBMVEXP2NyNbmNFWmQmMjhvje97AAAAK0lEQVR42mNgGAWkAq5V",
    "QEAliQYGhv//B1CCgWFUYlRiWEuE4gCjElSQAADQYpR7ENsEtgAAAABJRU5ErkJggg==",
  ].join(""),
  "base64",
);

/** The database could not take a write: the platform must send again (503). */
export class StorageError extends Error {
  override readonly name = "StorageError" as const;
}

/** What was asked for could not be read this time: nothing was written, and asking again helps. */
export class ReadingError extends Error {
  override readonly name = "ReadingError" as const;
}

/** The database could not take a write: the platform must send again (503). */
export class StorageError extends Error {
  override readonly name = "StorageError" as const;
}

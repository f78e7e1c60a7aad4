/** A file that cannot be read as a table at all. The message is for the operator, in Chinese, with the remedy. */
export class TableError extends Error {
  override readonly name = "TableError";
}

/** Files brought in at the console, and rosters by the command line. */
export type ImportSchema = {
  imports: {
    id: string;
    kind: string;
    /** whose it is: nobody else sees it before it is done */
    author: string;
    /** the place whose admin brought it in; "": everywhere */
    place_id: string;
    /** SHA-256 of kind and header words: what was chosen for them is offered again */
    header: string;
    /** `writing` and `undoing` go on in pieces; `settling`: all is written, and what hangs on it follows */
    state: "draft" | "writing" | "settling" | "done" | "undoing" | "undone";
    /** how many are written while it is `writing`, of how many; after that both are all that it wrote or had to leave */
    written: number;
    total: number;
    /** JSON of the lines, gzip, base64; null once it is done */
    lines_sealed: string | null;
    file_sealed: string;
    /** JSON of which column is which, and which word is meant by another */
    choices_sealed: string;
    created_at: number;
    done_at: number | null;
    undone_at: number | null;
    added: number;
    updated: number;
  };
  /** one row that an import wrote, as it was and as it became; null: it was not there */
  import_changes: {
    id: string;
    import_id: string;
    table_name: string;
    /** the values of its key, with line feeds between */
    row_key: string;
    before_sealed: string | null;
    after_sealed: string | null;
  };
};

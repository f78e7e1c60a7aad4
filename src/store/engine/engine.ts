/** The two databases the same statements run on. */
export type Engine = "sqlite" | "postgres";

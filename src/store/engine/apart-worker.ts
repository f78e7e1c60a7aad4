import { parentPort, workerData } from "node:worker_threads";
import type { Answer, Asked } from "./apart.ts";
import { Connection } from "./connection.ts";
import { storageFault } from "./storage-fault.ts";

const path = String(workerData);
const reader = new Connection(path, true);

parentPort?.on("message", (asked: Asked | null) => {
  if (asked) {
    parentPort?.postMessage(answerTo(asked));
    return;
  }
  reader.file.close();
  parentPort?.close();
});

function answerTo({ id, sql, parameters }: Asked): Answer {
  try {
    return { id, rows: reader.rows(sql, parameters) };
  } catch (error) {
    const fault = storageFault(error, path);
    return { id, error: (fault ?? (error as Error)).message, isStorage: fault !== undefined };
  }
}

import { type PairingKind, pairingKinds } from "../ledger/pairing-kind.ts";
import { dayIn, nameOf, oneOf, plain } from "./cell.ts";
import { type Checked, checkRows, RowFault } from "./check.ts";
import type { Table } from "./table.ts";

export const PAIRING_COLUMNS = ["干部", "对象", "类别", "到", "目标"] as const;
const stay: PairingKind = "驻点";

export type PairingRow = {
  readonly row: number;
  /** as written: who it is the roster tells */
  readonly cadre: string;
  readonly target: string;
  readonly kind: PairingKind;
  /** of a stay: its last day and the grade that is to be reached; an empty cell says nothing of it */
  readonly until?: string;
  readonly goal?: string;
};

export function checkPairings(table: Table): Checked<PairingRow> {
  const seen = new Map<string, number>();
  return checkRows(table, PAIRING_COLUMNS, ({ number, cells }): PairingRow => {
    const [cadre, target] = [nameOf(cells.干部), nameOf(cells.对象)];
    if (target === "") throw new RowFault("没写对象：请写村或人，如“新会镇/东卧牛村”");
    const kind = oneOf(cells.类别, pairingKinds, "类别");
    const said = { until: plain(cells.到), goal: plain(cells.目标) };
    if (kind !== stay && (said.until || said.goal)) throw new RowFault(`只有${stay}写“到”和“目标”：${kind}请空着`);
    const key = [cadre, target, kind].join("\n");
    const before = seen.get(key);
    if (before !== undefined) throw new RowFault(`和第${before}行重复：删去一行`);
    seen.set(key, number);
    return {
      ...{ row: number, cadre, target, kind },
      ...(said.until && { until: dayIn(said.until) }),
      ...(said.goal && { goal: said.goal }),
    };
  });
}

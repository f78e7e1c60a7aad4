import type { Tables } from "../../store/tables.ts";
import { castSaid } from "../ballot-box.ts";
import { causesOf } from "../record/kept.ts";
import { tell } from "../tell/tell.ts";

/** What became of a roster, a place or somebody's whereabouts at once, and how it is put back. */
const done: Readonly<Record<string, { readonly word: string; readonly back: string }>> = {
  registered: { word: "登记", back: "岗位登记要退回去回“撤销”" },
  "ended post": { word: "撤岗", back: "要退回去回“撤销”" },
  "handed over": { word: "交接", back: "要退回去发：/交接 撤销" },
  "renamed place": { word: "改名", back: "要改回去再发一次“/改名”" },
  "went away": { word: "在外", back: "回来了发“/回村”" },
  "came home": { word: "回村", back: "还在外地发“/在外 城市”" },
};

type Recalled = {
  readonly key: string;
  readonly account: string;
  readonly received_at: number;
  readonly answer: string | null;
};

/** Others have acted on such a thing since, or it is cast: a message that is taken back does not undo it, and its sender hears so. */
export async function tellWhatStands(recalled: Recalled, tables: Tables, now: number) {
  const text = await whatStands(recalled, tables);
  if (text === null) return;
  const { key, account } = recalled;
  await tell({ to: { account }, cause: `${causesOf(key)}stands`, why: "own", private: true, text }, { tables, now });
}

async function whatStands({ account, received_at, answer }: Recalled, tables: Tables): Promise<string | null> {
  if (answer === castSaid) return "投进票箱的收不回，还算数：撤回聊天里的话不影响。";
  const noted = await tables.audit.by(account, Number(received_at));
  const stands = noted.map(({ action }) => done[action]).find((one) => one !== undefined);
  return stands ? `撤回的那条“${stands.word}”已经办了，还算数。${stands.back}。` : null;
}

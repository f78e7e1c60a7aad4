import type { Context } from "../../src/bot/context.ts";
import { type SaidNumber, townsOf } from "../../src/bot/record/find.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { numberOf } from "../../src/ledger/kinds.ts";
import { formsBehind } from "./hear-published.ts";

const frozen = /^(?:改|加|减|删)?(?:一个|个)?(?:对象|权重|票组|档|票数|监票)/u;
const voters = /没投|未投|谁投|催|提醒/u;
const amended = /^更正/u;
const fixed = "对象、权重、档建好就不能改";

/** What is no form of 评议 and is meant as one: why it is none, and what to do instead. @throws UserError */
export async function demandKnown(numbers: readonly SaidNumber[], text: string, context: Context): Promise<void> {
  const said = text.trim();
  const [digits] = [...numbers.map(({ number }) => number), ...(/[AaＡａ](\d{1,9})/u.exec(said)?.slice(1) ?? [])];
  const [row] =
    digits === undefined ? [] : await context.tables.records.find(townsOf(context), ["appraisal"], Number(digits));
  const number = row ? numberOf(row) : "A2";
  if (voters.test(said))
    throw new UserError(
      `谁投了、谁没投，谁也看不到。名册上没投的，截止前24小时机器自己提醒一次。看投了几票：/评议 状态 ${number}`,
    );
  if (frozen.test(said) || amended.test(said)) throw new UserError(insteadOf(row?.state ?? "draft", number));
  const form = row && formsBehind(said);
  if (form) throw new UserError(`号写在后面：/评议 ${form.word} ${number}${form.rest === "" ? "" : ` ${form.rest}`}`);
}

function insteadOf(state: string, number: string): string {
  if (state === "draft") return `${fixed}。要改：撤销 ${number}，重新建。名单、票号开始前可以重写。`;
  if (state === "open")
    return `开始了，名单、对象、票数、权重都不能改：改了就推得出谁投了什么。推后截止：/评议 延期 ${number} 到…；错了只能作废重投：/评议 作废 ${number} 原因`;
  return `${fixed}，票数也不能改。三定要改：/评议 三定 ${number} 2 格次：…；奖惩：…；帮扶：…；原因：…`;
}

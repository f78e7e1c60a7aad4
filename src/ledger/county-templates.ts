import { type Body, bodies, bodyAt, bodyWord, type OwnRule, rankOf, type Share } from "./bodies.ts";
import { decidesAt, type Publishes, type Step, type Template } from "./motion-templates.ts";

/** What a county may write of a step; `fault`: why it is none, in words for whoever wrote it. */
export type Read<Value> = { readonly value: Value } | { readonly fault: string };

const isFault = <Value>(read: Read<Value>): read is { readonly fault: string } => "fault" in read;

const published: readonly Publishes[] = ["议题", "方案", "决议", "结果"];
const stepExample = "支委会 提议、征求、村代会或村民会议 决议、公布 决议、备案";

/** `村代会或村民会议 决议`, `征求`, `公布 结果`, `备案` */
export function readStep(words: string): Read<Step> {
  const said = words.normalize("NFKC").replace(/\s+/gu, "");
  if (/^征求(?:意见|在外的人)?$/u.test(said)) return { value: { kind: "window" } };
  if (/^(?:镇里|乡镇)?备案$/u.test(said)) return { value: { kind: "filing" } };
  const what = published.find((one) => [`公布${one}`, `${one}公布`, `公${one}`, `公开${one}`].includes(said));
  if (what) return { value: { kind: "publication", what } };
  const found: Body[] = [];
  let rest = said;
  for (let at = bodyAt(rest); at; at = /^[或、/]/u.test(at.rest) ? bodyAt(at.rest.slice(1)) : null) {
    found.push(at.body);
    rest = at.rest;
  }
  if (found.length === 0 || rest.length > 6 || /^[或、/]/u.test(rest))
    return { fault: `步骤“${words}”不认识：可写 ${stepExample}` };
  return { value: { kind: "meeting", bodies: found, does: rest || "审议" } };
}

const shares: readonly (readonly [words: string, share: Share])[] = [
  ["半数", "half"],
  ["过半", "over half"],
  ["三分之二", "two thirds"],
  ["四分之三", "three quarters"],
];
const shareIn = (said: string): Share | undefined =>
  shares.find(([words]) => said.includes(words))?.[1] ??
  (/2\/3/u.test(said) ? "two thirds" : /3\/4/u.test(said) ? "three quarters" : undefined);
const shareWords = (share: Share): string => shares.find(([, one]) => one === share)?.[0] ?? "";

/** A county's own rule of a meeting: never below what the law says of that body. */
export function readRule(
  step: Step,
  said: { readonly present: string; readonly passes: string; readonly cited: string },
): Read<Step> {
  if (said.present === "" && said.passes === "") return { value: step };
  if (step.kind !== "meeting") return { fault: "到会、通过只写在会上" };
  if (said.cited === "") return { fault: "改了到会或通过，要写“依据”：哪条规定" };
  const [ofWomen] = /(?:其中)?(?:妇女|女)[^、，,；;]*/u.exec(said.present) ?? [];
  const ofAll = said.present.replace(ofWomen ?? "", "").replace(/[、，,；;\s]+/gu, "");
  const women = ofWomen === undefined ? undefined : shareIn(ofWomen);
  if (women && !step.bodies.some((body) => bodies[body].aThirdWomen))
    return { fault: "妇女代表到会只写在村民代表会议上" };
  if (ofWomen !== undefined && !women) return { fault: `到会“${ofWomen}”不认识：可写 妇女三分之二` };
  const present = ofAll === "" ? undefined : shareIn(ofAll);
  const share = said.passes === "" ? undefined : shareIn(said.passes);
  if (ofAll !== "" && !present) return { fault: `到会“${ofAll}”不认识：可写 ${known}` };
  if (said.passes !== "" && (!share || share === "half"))
    return { fault: `通过“${said.passes}”不认识：可写 到会过半、应到过半、到会三分之二、应到三分之二` };
  const passes = share && { share, of: /应到|全体/u.test(said.passes) ? ("due" as const) : ("present" as const) };
  for (const body of step.bodies) {
    const law = bodies[body];
    if (present && rankOf(present) < rankOf(law.present))
      return {
        fault: `${bodyWord(body)}到会不能低于${shareWords(law.present)}（${law.cited.present}）`,
      };
    const isLower = passes && (rankOf(passes.share) < rankOf(law.passes.share) || isWeaker(passes.of, law.passes.of));
    if (isLower)
      return {
        fault: `${bodyWord(body)}通过不能低于${law.passes.of === "due" ? "应到" : "到会"}${shareWords(law.passes.share)}（${law.cited.passes}）`,
      };
  }
  const rule: OwnRule = {
    ...{ ...(present ? { present } : {}), ...(women ? { women } : {}), ...(passes ? { passes } : {}) },
    cited: said.cited,
  };
  return { value: { ...step, rule } };
}

const known = shares.map(([words]) => words).join("、");
const isWeaker = (of: "due" | "present", law: "due" | "present"): boolean => law === "due" && of === "present";

const deciders: readonly Body[] = ["representatives", "villagers", "section", "members", "member representatives"];
const ofMembers: readonly Body[] = ["members", "member representatives"];
const mostSteps = 20;

/** Why the law does not let a village decide so; null: it may. */
export function templateFault({ name, steps }: Pick<Template, "name" | "steps">): string | null {
  const decides = decidesAt({ steps });
  const deciding = steps[decides];
  if (deciding?.kind !== "meeting") return "没有会：最后要有一个会来决议";
  if (steps.length > mostSteps) return `最多${mostSteps}步`;
  const all = steps.flatMap((step) => (step.kind === "meeting" ? step.bodies : []));
  const twice = all.find((body, at) => all.indexOf(body) !== at);
  if (twice) return `${bodyWord(twice)}写了两次`;
  const what = steps.flatMap((step) => (step.kind === "publication" ? [step.what] : []));
  const again = what.find((one, at) => what.indexOf(one) !== at);
  if (again) return `${again}公布写了两次`;
  const wrong = deciding.bodies.find((body) => !deciders.includes(body));
  if (wrong)
    return `最后由${bodyWord(wrong)}定不了：要由村民会议（村民委员会组织法第二十六条）或村民代表会议（第三十条）决定`;
  if (deciding.bodies.includes("section") && deciding.bodies.length > 1)
    return "小组的事由小组会决定（村民委员会组织法第三十二条），不和别的会并列";
  const place = (one: Publishes): number => steps.findIndex((step) => step.kind === "publication" && step.what === one);
  if (place("决议") < decides) return "决议之后要有“公布 决议”（村民委员会组织法第三十五条）";
  if (place("结果") >= 0 && place("结果") < place("决议")) return "“公布 结果”要在“公布 决议”之后";
  if (steps.at(-1)?.kind !== "publication") return "最后一步要是公布";
  if (steps.some((step, at) => step.kind === "publication" && at > decides && ["议题", "方案"].includes(step.what)))
    return "议题、方案要在决议之前公布";
  if (steps.some((step, at) => (step.kind === "window" && at > decides) || (step.kind === "filing" && at < decides)))
    return "征求要在决议之前，备案要在决议之后";
  return ofItsKind(name, deciding.bodies, steps);
}

/** What belongs to all villagers, or to the members of the collective, is decided by nobody else. */
function ofItsKind(name: string, decide: readonly Body[], steps: readonly Step[]): string | null {
  const isRules = /村规民约|自治章程/u.test(name);
  if (isRules && decide.some((body) => body !== "villagers"))
    return "村规民约、自治章程由村民会议制定和修改（村民委员会组织法第三十一条）";
  if (isRules && !steps.some(({ kind }) => kind === "filing"))
    return "村规民约、自治章程要有一步“备案”（村民委员会组织法第三十一条）";
  if (/集体(?:资产|经济)/u.test(name) && decide.some((body) => !ofMembers.includes(body)))
    return "集体资产由成员大会或成员代表大会决定（农村集体经济组织法第二十七、二十八条）";
  return null;
}

/** As a county writes it. */
export function stepCells(step: Step): readonly [step: string, present: string, passes: string, cited: string] {
  if (step.kind === "window") return ["征求", "", "", ""];
  if (step.kind === "filing") return ["备案", "", "", ""];
  if (step.kind === "publication") return [`公布 ${step.what}`, "", "", ""];
  const { present, women, passes, cited = "" } = step.rule ?? {};
  return [
    `${step.bodies.map(bodyWord).join("或")} ${step.does}`,
    [present ? shareWords(present) : "", women ? `妇女${shareWords(women)}` : ""].filter(Boolean).join("、"),
    passes ? `${passes.of === "due" ? "应到" : "到会"}${shareWords(passes.share)}` : "",
    cited,
  ];
}

export { isFault };

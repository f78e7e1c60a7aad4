import { z } from "zod";
import { defineCommand } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { may, widestPost } from "../../src/bot/permission.ts";
import { optional, type PlaceValue, personArgument, placeArgument } from "../../src/bot/reading/declare.ts";
import { privately } from "../../src/bot/reply.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { type PairingKind, pairingKinds } from "../../src/ledger/pairing-kind.ts";
import type { HeldPairing } from "../../src/store/tables/pairings.ts";
import { stationForm } from "./station.ts";
import { stationEndedForm } from "./station-ended.ts";

const mostNames = 10;
const always: PairingKind = "包村";
const households: PairingKind = "联户";

export const pairing = defineCommand({
  name: "包联",
  looksUp: true,
  aliases: ["pairing"],
  summary: "看谁包哪个村、联哪些户",
  role: "cadre",
  where: ["direct", "cadre"],
  examples: ["/包联", "/包联 东卧牛村", "/包联 孙国华"],
  args: z.object({
    place: optional(placeArgument("村", { fallback: "none" })),
    person: optional(personArgument("人", { asWritten: true })),
  }),
  forms: [stationForm, stationEndedForm],
  async run({ place, person }, context) {
    if (person) return privately(await ofPerson(person.id, person.name, context));
    if (!place) return privately(await overview(context));
    return privately(
      place.level === "county" || place.level === "town" ? await gaps(place, context) : await at(place, context),
    );
  },
});

/** Households are told only to those who keep records where they live. */
const isShown = (pairing: HeldPairing, { actor, places }: Context): boolean =>
  pairing.targetIs === "place" ||
  pairing.cadreId === actor.person?.id ||
  may(actor, "keep record", { path: places.get(pairing.placeId ?? "")?.path ?? "/" });

async function ofPerson(id: string | null, name: string, context: Context): Promise<string> {
  const { tables } = context;
  const held = id === null ? [] : [...(await tables.pairings.of(id)), ...(await tables.pairings.with(id))];
  const shown = held.filter((one) => isShown(one, context));
  if (shown.length === 0) return `${name}没有包联。`;
  const own = shown.filter(({ cadreId }) => cadreId === id);
  const by = shown.filter(({ target }) => target === id).map(({ cadreName, kind }) => `${cadreName}（${kind}）`);
  return [
    ...(own.length > 0 ? [`${name}：${byKind(own, ({ targetName }) => targetName)}`] : []),
    ...(by.length > 0 ? [`联${name}的：${by.join("、")}`] : []),
  ].join("\n");
}

async function at(place: PlaceValue, context: Context): Promise<string> {
  const { tables, places } = context;
  const below = (await tables.pairings.below(place.path)).filter((one) => isShown(one, context));
  const direct = below.filter(({ target }) => target === place.id);
  const households = below.filter(({ targetIs }) => targetIs === "person");
  const village = places.above(place.id, "village");
  const above = village && village.id !== place.id ? await tables.pairings.with(village.id) : [];
  const cadres = [...direct, ...above];
  const lines = [
    cadres.length > 0 ? `${place.name}：${byKind(cadres, ({ cadreName }) => cadreName)}` : `${place.name}还没有人包。`,
    ...(households.length > 0
      ? [
          `联户${households.length}户：${some(
            households.map((one) => `${one.cadreName}→${one.targetName}`),
            "户",
          )}`,
        ]
      : []),
  ];
  return lines.join("\n");
}

/** What one is paired with oneself, and for those who lead the gaps below. */
async function overview(context: Context): Promise<string> {
  const { actor, places } = context;
  const own = actor.person ? await context.tables.pairings.of(actor.person.id) : [];
  const led = widestPost(actor, "secretary");
  const scope = led ? { path: led.placePath } : actor.isAdmin ? places.root() : undefined;
  const lines = [
    ...(own.length > 0 ? [`您包联：${byKind(own, ({ targetName }) => targetName)}`] : []),
    ...(scope ? [await gaps(scope, context)] : []),
  ];
  if (lines.length === 0) return "您没有包联的村和户。看一个村：/包联 东卧牛村";
  return lines.join("\n");
}

/** Layer by layer the villages without a cadre, and the cadres without anybody; of layers that are not kept here nothing. */
async function gaps({ path }: { readonly path: string }, { tables, actor }: Context): Promise<string> {
  if (!may(actor, "keep record", { path })) throw new UserError("这里不归您管。看一个村：/包联 东卧牛村");
  const lines: string[] = [];
  for (const kind of pairingKinds.filter((one) => one !== households)) {
    const villages = await tables.pairings.villages(kind, path);
    const bare = villages.filter(({ paired }) => paired === 0).map(({ name }) => name);
    if (kind !== always && bare.length === villages.length) continue;
    const none = kind === always ? "没人包" : "没有";
    const left = bare.length > 0 ? `，${none}：${some(bare, "村")}` : "";
    lines.push(`${kind} ${villages.length - bare.length}/${villages.length}村${left}`);
  }
  const isKept = (await tables.pairings.below(path)).some(({ kind }) => kind === households);
  for (const kind of isKept ? ([always, households] as const) : ([always] as const)) {
    const idle = (await tables.pairings.cadresWithout(kind, path)).map(({ name }) => name);
    if (idle.length > 0) lines.push(`没有${kind}的干部：${some(idle, "人")}`);
  }
  return lines.join("\n");
}

/** `包村 石门村、柳河村；联户 3户` in the order of the five layers. */
function byKind(pairings: readonly HeldPairing[], nameOf: (pairing: HeldPairing) => string): string {
  return pairingKinds
    .flatMap((kind) => {
      const names = pairings.filter((one) => one.kind === kind).map(nameOf);
      return names.length > 0 ? [`${kind} ${some(names, "个")}`] : [];
    })
    .join("；");
}

const some = (names: readonly string[], unit: string): string =>
  names.length > mostNames ? `${names.slice(0, mostNames).join("、")}等${names.length}${unit}` : names.join("、");

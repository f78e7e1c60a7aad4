import type { z } from "zod";
import {
  type Found,
  findPlace,
  leadingPerson,
  leadingPlace,
  type Place,
  personQuery,
  type RosterPerson,
} from "../../chinese/names/index.ts";
import { clip } from "../../chinese/privacy/clip.ts";
import { readTime, type TimeUse, withoutTime } from "../../chinese/time/index.ts";
import { oneLine } from "../command/help.ts";
import { type Context, ownPlaceId } from "../context.ts";
import { Ask, besides, listChoices, type Order } from "../order.ts";
import { UserError } from "../user-error.ts";
import { type Argument, argumentsOf, type PersonValue, type PlaceValue, type TimeValue } from "./declare.ts";
import { readNumbers } from "./number.ts";
import { timeValueOf } from "./time-value.ts";

type Declared = {
  readonly name: string;
  readonly args: z.ZodObject;
  readonly examples: readonly [string, ...string[]];
};

const mostQuestions = 3;
const nothingMore = /^\s*(?:的人?|人)?[\s\p{P}]*$/u;
const looksLikePlace = /^.{1,8}(村|社区|社|组|湾|镇|乡|街道)$/u;

/** Reads an order's words into the arguments of a declaration. @throws UserError or Ask */
export async function readArguments<Args extends z.ZodObject>(
  declared: Declared & { readonly args: Args },
  order: Order,
  context: Context,
): Promise<z.infer<Args>> {
  const reader = new Reader(declared, order, context);
  const values: Record<string, unknown> = {};
  for (const argument of argumentsOf(declared.args)) {
    const value = await reader.read(argument, values);
    if (value !== undefined) values[argument.name] = value;
    else if (argument.required || reader.shouldAsk(argument)) throw reader.missing(argument);
  }
  return declared.args.parse(values) as z.infer<Args>;
}

class Reader {
  readonly #declared: Declared;
  readonly #order: Order;
  readonly #context: Context;
  /** nothing but the name was said: everything is asked for, one question after the other */
  readonly #bare: boolean;
  #rest: string;

  constructor(declared: Declared, order: Order, context: Context) {
    this.#declared = declared;
    this.#order = order;
    this.#context = context;
    this.#rest = order.rest;
    this.#bare = order.rest.trim() === "" && Object.keys(order.fields).length === 0;
  }

  async read(argument: Argument, values: Readonly<Record<string, unknown>>): Promise<unknown> {
    if (argument.label !== undefined) return this.#field(argument, argument.label, values);
    const said = this.#order.said[argument.name];
    if (said === null) return this.#skipped(argument);
    if (said === undefined) {
      const { value, rest } = await this.#from(this.#rest, argument, values);
      this.#rest = rest;
      return value;
    }
    // asked for and answered: read from the answer, not from the line; what else it says stands before the line
    const { value, rest } = await this.#from(said, argument, values, this.#order.saidAt?.[argument.name]);
    if (value !== undefined && !nothingMore.test(rest)) this.#rest = `${rest.trim()} ${this.#rest}`;
    return value;
  }

  #skipped(argument: Argument): PlaceValue | undefined {
    if (argument.reading.kind !== "place") return undefined;
    return argument.fallback === "own" ? this.#own(argument) : this.#ownVillage();
  }

  async #field(argument: Argument, label: string, values: Readonly<Record<string, unknown>>): Promise<unknown> {
    const given = this.#order.fields[label];
    if (given === undefined) return undefined;
    const texts = typeof given === "string" ? [given] : given;
    if (argument.many) return texts;
    const { value } = await this.#from(texts.at(-1) ?? "", argument, values);
    if (value === undefined) throw new UserError(`没听懂“${label}”。例：${this.#declared.examples[0]}`);
    return value;
  }

  async #from(
    text: string,
    argument: Argument,
    values: Readonly<Record<string, unknown>>,
    sentAt = this.#context.message.sentAt,
  ): Promise<{ value: unknown; rest: string }> {
    switch (argument.reading.kind) {
      case "place":
        return this.#place(text, argument);
      case "person":
        return this.#person(text, argument, values.place as PlaceValue | undefined);
      case "time":
        return this.#time(text, argument, argument.reading.use, sentAt);
      case "numbers":
        return readNumbers(text);
      case "word": {
        const [, word = "", rest = ""] = /^\s*(\S*)\s*([\s\S]*)$/u.exec(text) ?? [];
        return { value: word || undefined, rest };
      }
      case "text":
        return { value: text.trim() || undefined, rest: "" };
    }
  }

  #place(text: string, argument: Argument): { value: PlaceValue | undefined; rest: string } {
    const { index } = this.#context.places;
    const actor = ownPlaceId(this.#context);
    const leading = leadingPlace(text, actor, index);
    const rest = leading?.rest ?? text;
    const chosen = this.#order.chosen[argument.name];
    if (chosen !== undefined) return { value: this.#placeValue(chosen), rest };
    const found: Found<Place> =
      leading?.found ?? (this.#order.said[argument.name] ? findPlace(text, actor, index) : { kind: "none" });
    if (found.kind === "one") {
      if (leading) this.#demandOnePlace(text.slice(text.indexOf(leading.said) + leading.said.length), found.value.id);
      return { value: this.#placeValue(found.value.id), rest };
    }
    if (found.kind === "several") {
      const labels = found.values.map((place) => this.#context.places.fullName(place.id));
      throw this.#choose(
        argument,
        `“${leading?.said ?? text}”有好几个，是哪个？`,
        found.values.map((place) => place.id),
        labels,
      );
    }
    if (argument.fallback === "own") return { value: this.#own(argument), rest: text };
    const [word = ""] = text.trim().split(/\s/, 1);
    if (this.#order.said[argument.name]) throw this.missing(argument, `没有找到“${clip(word)}”。`);
    if (looksLikePlace.test(word)) throw new UserError(`没有找到“${word}”。例：${this.#declared.examples[0]}`);
    return { value: argument.fallback === "none" || this.#bare ? undefined : this.#ownVillage(), rest: text };
  }

  /** @throws UserError for 东卧牛、李家湾 */
  #demandOnePlace(after: string, first: string): void {
    const { index, above } = this.#context.places;
    const [, more = ""] = /^\s*[、和及与]\s*(\S+)/u.exec(after) ?? [];
    const second = more ? leadingPlace(more, first, index)?.found : undefined;
    if (second?.kind !== "one" || above(second.value.id, "village")?.id === above(first, "village")?.id) return;
    throw new UserError(`一条只记一个地方，没记。请分开发。例：${this.#declared.examples[0]}`);
  }

  #own(argument: Argument): PlaceValue | undefined {
    const { message, group, places } = this.#context;
    const own = ownPlaceId(this.#context);
    const inGroup = message.chat.kind === "group" ? (group?.placeId ?? null) : null;
    const ownPath = own === null ? undefined : places.get(own)?.path;
    // somebody from elsewhere speaks in a village's group of that village's matters
    const id = inGroup !== null && !(group?.placePath && ownPath?.startsWith(group.placePath)) ? inGroup : own;
    if (id !== null) return this.#placeValue(id);
    const unanswered = this.#order.asked >= 2 || this.#order.said[argument.name] === null;
    return unanswered ? this.#root() : undefined;
  }

  #root(): PlaceValue | undefined {
    const root = this.#context.places.root();
    return root && this.#placeValue(root.id);
  }

  #placeValue(id: string): PlaceValue | undefined {
    const row = this.#context.places.get(id);
    return row && { id, name: row.name, path: row.path, townId: row.town_id, level: row.level };
  }

  /** A village cadre, or a village's own group, means that village when none is said. */
  #ownVillage(): PlaceValue | undefined {
    const own = this.#context.group?.placeId ?? ownPlaceId(this.#context);
    const village = own && this.#context.places.above(own, "village");
    return village ? this.#placeValue(village.id) : undefined;
  }

  async #person(
    text: string,
    argument: Argument,
    place: PlaceValue | undefined,
  ): Promise<{ value: PersonValue | undefined; rest: string }> {
    const { places } = this.#context;
    const own = ownPlaceId(this.#context);
    const near = place?.id ?? own;
    const scope = place ?? (own === null ? undefined : (places.above(own, "town") ?? places.get(own)));
    const people = await this.#candidates(text, scope?.path ?? "/", near);
    const within = place && places.index.byId.get(place.id);
    const leading = leadingPerson(text, near, places.index, people, within ? { within: [within] } : {});
    const chosen = this.#order.chosen[argument.name];
    if (chosen !== undefined) {
      const person = await this.#context.tables.people.get(chosen);
      return { value: person && { id: person.id, name: leading?.said ?? person.name }, rest: leading?.rest ?? text };
    }
    if (!leading || (leading.found.kind === "none" && !argument.asWritten)) {
      if (!argument.asWritten) return { value: undefined, rest: text };
      // no call we know: a first word as short as a name stands for the person as it was written
      const [, word, rest = ""] = /^\s*([\p{L}·]{1,6})(?!\S)\s*([\s\S]*)$/u.exec(text) ?? [];
      return word ? { value: { id: null, name: word }, rest } : { value: undefined, rest: text };
    }
    const { found, said, rest } = leading;
    if (found.kind === "one") return { value: { id: found.value.id, name: said }, rest };
    if (found.kind === "none") return { value: { id: null, name: said }, rest };
    const labels = found.values.map((person) => this.#describe(person));
    throw this.#choose(
      argument,
      `“${said}”不止一位，是哪位？`,
      found.values.map((person) => person.id),
      labels,
    );
  }

  async #candidates(text: string, path: string, near: string | null): Promise<readonly RosterPerson[]> {
    const { people } = this.#context.tables;
    const { surname, fullName, title } = personQuery(text, near, this.#context.places.index);
    // the whole name first: there are more 王 in a county than one asks a database for
    const named = fullName ? await people.candidates({ name: fullName }, path) : [];
    if (named.length > 0) return named;
    const wanted = surname ? { namePrefix: surname } : title ? { titlePart: title } : null;
    return wanted ? people.candidates(wanted, path) : [];
  }

  #describe(person: RosterPerson): string {
    const post = person.posts.find((held) => held.title !== "");
    const placeId = post?.placeId ?? person.homeId;
    const place = placeId === null ? "" : (this.#context.places.get(placeId)?.name ?? "");
    return `${person.name}（${[place, post?.title].filter(Boolean).join(" ")}）`;
  }

  #time(
    text: string,
    argument: Argument,
    use: TimeUse,
    sentAt: number,
  ): { value: TimeValue | undefined; rest: string } {
    const result = readTime(text, { sentAt, use, calendar: this.#context.calendar });
    if (result.kind === "none") return { value: undefined, rest: text };
    const rest = withoutTime(text, result.span, result.also);
    const chosen = this.#order.chosen[argument.name];
    if (chosen !== undefined) return { value: JSON.parse(chosen) as TimeValue, rest };
    if (result.kind === "past") throw new UserError(`${result.echo}已经过了。例：${this.#declared.examples[0]}`);
    if (result.kind === "ask") {
      if (result.choices.length === 0) throw new UserError(`${result.question}例：${this.#declared.examples[0]}`);
      const values = result.choices.map((choice) => JSON.stringify(timeValueOf(choice)));
      throw this.#choose(
        argument,
        result.question,
        values,
        result.choices.map((choice) => choice.echo),
      );
    }
    return { value: timeValueOf(result), rest };
  }

  #choose(argument: Argument, question: string, values: readonly string[], labels: readonly string[]): Error {
    if (this.#order.asked >= mostQuestions)
      return new UserError(`还是没弄清${argument.title}。例：${this.#declared.examples[0]}`);
    const choices = values.slice(0, 9).map((value, index) => ({
      label: labels[index] ?? value,
      order: {
        ...this.#order,
        asked: this.#order.asked + 1,
        chosen: { ...this.#order.chosen, [argument.name]: value },
      },
    }));
    const text = `${question}${listChoices(choices.map((choice) => choice.label))}`;
    return new Ask(text, { kind: "choice", choices }, `${argument.title}说全一点：${oneLine(this.#declared)}`);
  }

  shouldAsk(argument: Argument): boolean {
    const { asked, said, fields } = this.#order;
    // in a group nothing can be asked: who was met, and where, is a record also without words
    const inGroup = this.#context.talkingIn.kind === "group";
    if (inGroup && !this.#bare && argument.reading.kind !== "person") return false;
    return (
      argument.asked === true &&
      asked < mostQuestions &&
      said[argument.name] === undefined &&
      Object.keys(fields).length === 0
    );
  }

  /** `because`: what was wrong with the last answer */
  missing({ name, title, question, fallback }: Argument, because = ""): Error {
    const how = oneLine(this.#declared);
    const said = this.#order.said[name];
    if (this.#order.asked >= mostQuestions || said === null) return new UserError(`${because}缺${title}，没记。${how}`);
    const again = fallback === "own" && said !== undefined;
    const order = {
      ...this.#order,
      asked: this.#order.asked + 1,
      ...(again ? { beside: besides(this.#order, said) } : {}),
    };
    const asked = question ?? `${title}是？`;
    const why = because || (said === undefined ? "" : `没听懂“${clip(said)}”。`);
    const text = again ? `没听出是哪个${title}。${asked}不想说回“跳过”。` : `${why}${asked}`;
    return new Ask(text, { kind: "blank", argument: name, order, standsAnyway: fallback === "own" }, how);
  }
}

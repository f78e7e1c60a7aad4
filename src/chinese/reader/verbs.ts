/** Words by which a record is told without its command's name; data, read on folded text. */

/** A talk that was had. */
const TALK =
  "[谈聊]了[谈聊](?:心|天)|谈心(?:谈话)?|[谈聊]的(?=[,，。]|$)|[谈聊唠说][了过](?:大半天|一?整?个?(?:上午|下午|晚上|中午|晌午|钟头|小时)|半个?(?:多)?(?:小时|钟头|晌午)|[一两三四]个?多?(?:小时|钟头))|谈完?[了过]?(?:一谈|谈话?|话|一次话?|心|一会儿?|会儿|半天|一下|下|好久|挺久|了谈)?[了过]?|聊完?[了过]?(?:一?聊|一会儿?|会儿|半天|天|一下|下|好久)?[了过]?|唠[了过]?(?:唠|嗑|家常|一会儿?|会儿|半天|一阵)?|拉(?:[了过])?(?:呱|家常|了会儿?呱|会儿?呱)|啦[了过]?(?:呱|会儿?呱|啦)|摆[了过]?(?:龙门阵|一?会儿?龙门阵|哈龙门阵)|交[了过]?心|交谈[了过]?|谝[了过]?(?:谝|闲传|一阵)?|做[了过]?(?:一下|下)?思想工作|说[了过]?(?:说话|会儿?话|半天话|了说)";
/** A visit that was made. */
const VISIT =
  "走访过了|走访[了过]?|入户[了过]?(?:走访|看了看|排查)?|家访[了过]?|登门[了过]?|上门[了过]?(?:看了看|走访|看望|慰问)?|看望[了过]?|慰问[了过]?|[串窜][了过]?[串窜]?门|去看了看|看了看|去看了|去瞧了瞧|瞧了瞧|去看过|坐了坐|坐了一?会儿?|转了转|转了一?圈|跑了一?[遍趟圈]|走了一?[遍趟圈]|都跑了|都去了|都走了|去了一?趟|去了|(?:查看|察看|检查|核查|巡查|查验)[了过]|[跑走转看访][了过][一两三四五六七八九十\\d]+多?(?:个|户|家)|(?<=[到去][^,，。]{1,8})看[了过](?!看)|看了一?[下眼圈]|排查了?";
const KINDS: readonly (readonly [string, RegExp])[] = [
  [
    "接访",
    /接访[了过]?|接待[了过]?(?:来访|上访|群众来访)|来访接待|接待[了过]?(?=[^,，。]{1,8}(?:来访|上访|群众|村民|老乡))/,
  ],
  [
    "宣讲",
    /宣讲[了过]?|(?<=[给跟](?:大伙儿?|大家|群众|村民|党员|老人们?|孩子们?|学生们?|妇女们?)[^,，。]{0,4})(?:讲[了过]讲?|宣传[了过]|普及[了过]|上了[一两]?[堂节]?课)/,
  ],
  ["调研", /调研[了过]?|搞了个?调研/],
  ["现场", /现场(?:办公|查看|看了看|看了|察看|踏勘|处理)[了过]?|到(?:了)?现场看?了?看?/],
];

const talk = new RegExp(TALK);
const visit = new RegExp(VISIT);

export type Verb = {
  readonly name: "谈心" | "走访";
  readonly kind: string | null;
  readonly start: number;
  readonly end: number;
};

function at(pattern: RegExp, text: string, from: number): { start: number; end: number } | null {
  const match = pattern.exec(text.slice(from));
  return match && { start: from + match.index, end: from + match.index + match[0].length };
}

/** Before these the words do not tell what the speaker did. */
const DENIED =
  /(?:没|没有|未|不|别|不要|不用|甭|莫|该|(?<!主)要|想|准备|打算|(?<!觉|记)得|应该|请|(?<!才)能|可以|替我|老|净|光|爱|要去|想去)$/;

const PLANNED = /(?:打算|准备|计划|(?<!他|她)想(?!要回)|(?<!主)要)[^,，。;\n]{0,10}$/;

/** Whether a verb behind these words tells of something that was not done, or not yet. */
export const isDenied = (before: string): boolean => DENIED.test(before) || PLANNED.test(before);

/** The first verb of a record in a text, a kind of visit before the plain one. */
export function verbIn(text: string): Verb | null {
  for (const [kind, pattern] of KINDS) {
    const found = at(pattern, text, 0);
    if (found && !DENIED.test(text.slice(0, found.start))) return { name: "走访", kind, ...found };
  }
  const [talked, visited] = [told(talk, text), told(visit, text)];
  if (talked && visited) {
    // 去老李家看了看，聊了聊: whichever was told first; a bare 去了 yields to what was done there
    const bare = /^(?:去了|都去了)$/.test(text.slice(visited.start, visited.end));
    return !bare && visited.start < talked.start
      ? { name: "走访", kind: null, ...visited }
      : { name: "谈心", kind: null, ...talked };
  }
  if (talked) return { name: "谈心", kind: null, ...talked };
  return visited && { name: "走访", kind: null, ...visited };
}

function told(pattern: RegExp, text: string): { start: number; end: number } | null {
  for (let from = 0; from < text.length; ) {
    const found = at(pattern, text, from);
    if (!found) return null;
    const words = text.slice(found.start, found.end);
    const bare = /^[谈聊唠说交谝]$/.test(words);
    if (!isDenied(text.slice(0, found.start)) && !(bare && !/^的|^低保|^起/.test(text.slice(found.end)))) return found;
    from = found.end;
  }
  return null;
}

/** The kinds of household that stand under 类别. */
export const CATEGORY = /困难户|富裕户|上访户|老党员|老干部|老模范/;

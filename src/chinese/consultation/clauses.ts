const asking =
  /谁|哪(?!怕)|啥|什么|怎么|咋|几[点时天号个]|多少|为何|干嘛|(?:吗|呢)$|是不是|有没有|(?<!不)(\p{Script=Han}{1,2})[不没]\1|\p{Script=Han}{2}[不没否]$|(?<!不|没)没有$/u;
const notAsking =
  /(?:谁|哪.{0,2}|啥.{0,3}|什么.{0,3}|怎么.{0,2}|咋.?)都|不.{1,3}都(?:行|可以|成|中|要得)|(?:没|冇|莫|冒)(?:有|得)?(?:啥|什么|么子)|不管|无论|一点.{0,4}没有|看大家|听大家|随便|无所谓|管他|哪怕|不怎么|没怎么/;
const tag =
  /^(?:大家|你们|各位)?(?:行|好|可以|中|成|对|是)?(?:吗|吧|不|不行|不好|呢|说呢|觉得呢|怎么样|咋样|如何|看呢|行不行|好不好|是不是|对不对)$/;

/**
 * A folded text without what asks in it: a question is no answer, but an answer may be followed by one (同意，啥时候装？).
 * A tag that asks for consent (东线，行吗？) makes a question of its whole sentence.
 */
export function withoutQuestions(folded: string): string {
  return (folded.match(/[^。!?;\n]+[。!?;\n]*/g) ?? []).map(statementsOf).join("");
}

function statementsOf(sentence: string): string {
  const clauses = sentence.split(/(?<=,)/);
  const questions = clauses.map(isQuestion);
  if (/\?/.test(sentence)) {
    const last = clauses.at(-1) ?? "";
    if (!isQuestion(last) || tag.test(withoutEndSigns(last)) || retorts(last, sentence)) return "";
  }
  return clauses.filter((_, index) => !questions[index]).join("");
}

/** 年年买机器，机器呢？ */
function retorts(last: string, sentence: string): boolean {
  const about = /^(\p{Script=Han}{2,6})呢$/u.exec(withoutEndSigns(last))?.[1];
  return about !== undefined && sentence.indexOf(about) < sentence.lastIndexOf(about);
}

function isQuestion(clause: string): boolean {
  const words = withoutEndSigns(clause);
  return asking.test(words) && !notAsking.test(words);
}

/** Without the blanks and signs at its end. */
export function withoutEndSigns(clause: string): string {
  let end = clause.length;
  while (end > 0 && /[\s\p{P}~]/u.test(clause.charAt(end - 1))) end--;
  return clause.slice(0, end).trimStart();
}

/** Whose words they are, before 的话. */
const speech =
  /[说讲听]|里$|[我你他她俺咱们爹娘爸妈爷奶婆叔伯哥嫂姐弟妹舅姑姨人家长]$|支书$|书记$|主任$|会计$|干部$|领导$|大家$|村$|镇$|上级$|老师$/;

/** Said on a condition: 要是不收钱我就同意, 跳到八点就同意. */
export function isConditional(folded: string): boolean {
  if (/(?<![主重需])要是|如果|假如|若是|倘若|只要|除非|前提|看情况|再说吧/.test(folded)) return true;
  // 不收钱的话我同意; but 听了老支书的话
  if ([...folded.matchAll(/([^,。!;\s]{1,12})的话/g)].some(([, before = ""]) => !speech.test(before))) return true;
  return folded.split(/[,。!;\s]+/).some((clause) => {
    const before = /^(.+?)[就才再](?:能|会|可以|都)?(?:同意|赞成|支持|附议|行|没意见|选|走|去)/.exec(clause)?.[1];
    return (
      before !== undefined &&
      !/^(?:鬼|傻子|傻瓜|疯子|狗|王八|憨子|脑子进水|那|这|我|我们|我家|俺|俺家|咱|咱们|自己|早|本来|一直|现在|反正|也|都)+$/.test(
        before,
      )
    );
  });
}

/** Not meant as said: laughter, or words that praise what they mock. */
export function isIronic(folded: string): boolean {
  return /[😂🤣😅🙄🙃😏🤡😒😹😆🥲🤮🤐😤]|\[(?:笑哭|捂脸|破涕为笑|偷笑|呲牙|坏笑|白眼|奸笑|旺柴|苦涩)\]|呵呵|哼|嘁|可真|真好听|说得好听|真会|真行啊|真有本事|好意思|你们说了算|你们最大|官大|反正.{0,8}(?:不算|没用|白说|定好|都定)|(?:高兴|满意)就好|[哪岂]敢不|敢不(?:同意|支持|赞成)|有用吗|管用吗|鬼才信|行了吧|满意了吧|个(?:鬼|铲铲|毛|屁|锤子|大头鬼|辣子)/u.test(
    folded,
  );
}

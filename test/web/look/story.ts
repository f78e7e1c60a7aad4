import { readFileSync } from "node:fs";
import { formatDay } from "../../../src/chinese/time/index.ts";

/** One thing that is said: how many days before the last one, by whom, where, what. A picture has no words. */
export type Said = {
  readonly ago: number;
  readonly who: string;
  readonly where: string;
  readonly words: string;
};

/** Days since somebody talked in each village of the demo town, in the order of its roster: something of every colour, and four not yet. */
const talked = [1, 3, null, 12, 2, 42, 5, 8, 6, 25, 33, 4, 17, 1, 9, 28, 2, 58, null, null, null];
/** Of so many hamlets in a row these were not reached; days since the others were. */
const [of, unreached, walked] = [11, new Set([2, 6, 9]), [1, 3, 5, 12, 20, 28, 45, 58]];

const rows = (file: string) =>
  readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.split(","));
const lastOf = (path = "") => path.split("/").at(-1) ?? "";

/** Something in every ledger of the demo town, said within two weeks; `today` is the last of its days. */
export function storyOf(today: number): readonly Said[] {
  const day = (ago: number) => formatDay(today - ago * 86_400_000, today);
  const said = (ago: number, who: string, where: string, words: string): Said => ({ ago, who, where, words });
  const places = rows("demo/places.csv");
  const people = rows("demo/people.csv");
  const villages = places.filter(([, level]) => level === "村").map(([name = ""]) => name);
  const head = (village: string) =>
    people.find(([, post, place]) => post === "书记" && lastOf(place) === village)?.[0] ?? "";
  const talks = villages.flatMap((village, at) => {
    const ago = talked[at] ?? null;
    return ago === null
      ? []
      : said(0, "secretary", "direct", `/谈心 ${village} ${head(village)} 修路 时间：${day(ago)}`);
  });
  const visits = places
    .filter(([, level]) => level === "湾")
    .flatMap(([name = "", , above = ""], at) => {
      const village = above.split("/")[1] ?? "";
      if (unreached.has(at % of)) return [];
      return said(
        0,
        "secretary",
        "direct",
        `/走访 ${village}${name} 老李家 看水渠 时间：${day(walked[at % walked.length] ?? 1)}`,
      );
    });
  return [...opinions(said), ...works(said), ...talks, ...visits, ...lastDay(said)];
}

type Say = (ago: number, who: string, where: string, words: string) => Said;

const opinions = (say: Say): readonly Said[] => [
  say(13, "villager-home", "village", "意见：村口的垃圾桶满了没人清"),
  say(12, "cadre", "direct", "/答复 O1 跟保洁说了，以后两天清一次"),
  say(11, "villager-home", "village", "意见：井水浑"),
  say(11, "villager-away", "village", "意见：老人的体检表在外地怎么填"),
  say(11, "stranger", "village", "意见：二社的路坑太多，电动车都不敢走"),
  say(11, "cadre", "direct", "/答复 O2 明天清井"),
  say(9, "cadre", "direct", "/答复 O3 在医院填一份，拍照发我"),
  say(9, "villager-away", "direct", "三社路灯不亮，晚上看不见，孩子放学走夜路摔了一跤，请村里尽快看看"),
  say(7, "villager-home", "village", "意见：水渠堵了，地里上不去水"),
  say(7, "villager-away", "village", "意见：过年的班车什么时候开"),
  say(5, "cadre", "direct", "/答复 O7 腊月二十起，一天两趟"),
  say(4, "villager-home", "village", "意见：文化室周末不开门"),
  say(4, "villager-away", "village", "意见：化肥涨价了，村里能不能统一买"),
  say(4, "stranger", "village", "意见：学校门口没有减速带"),
  say(2, "villager-home", "village", "意见：自来水发黄，两天了"),
  say(2, "villager-home", "direct", "投诉：王建国收了人家的烟才给批低保"),
  say(1, "villager-away", "village", "意见：三社的桥栏杆断了一截"),
];

const works = (say: Say): readonly Said[] => [
  say(13, "cadre", "direct", "/谈心 东卧牛 赫书记 低保、路灯 承诺：下周五前修好路灯"),
  say(13, "secretary", "direct", "/交办 王建国 三社路灯修好 期限：下周三"),
  say(13, "cadre", "direct", "签收 J1"),
  say(12, "secretary", "direct", "/交办 王建国 自来水管接上，全村都能用上清水，报镇水利站备案 期限：下周五"),
  say(12, "secretary", "direct", "/交办 冯立英 西卧牛的低保名单再核一遍 期限：下个月10号"),
  say(11, "cadre", "direct", "进展 J1 灯头到了，等电工"),
  say(11, "cadre", "direct", "延期 J2 到12月18日 等配件"),
  say(10, "cadre", "village", "/征求 修水渠走东线还是西线？ 选项：东线/西线 截止：下周五"),
  say(10, "villager-away", "village", "东线吧，离我家地近"),
  say(10, "villager-home", "village", "西线，东线要砍树"),
  say(10, "stranger", "village", "东线"),
  say(10, "admin", "village", "东线"),
  say(10, "secretary", "village", "东线"),
  say(9, "secretary", "direct", "/专项 新建 冬季走访 走访 各湾 到12月31日 至少2次"),
  say(9, "secretary", "direct", "/专项 新建 集中教育 清单：清理财务、廉政教育 到12月31日"),
  say(8, "cadre", "direct", "/办过 清理财务 东卧牛 昨天"),
  say(8, "cadre", "direct", "/实事 硬化三社路 1.2公里 12万 东卧牛"),
  say(8, "secretary", "direct", "/包联 驻点 周明远 石门 两年 目标：好"),
  say(6, "cadre", "direct", "/议题 新建 修水渠走东线 来自：O6、C1 预算：12万 完成：明年3月底"),
  say(6, "cadre", "direct", "/议题 M1 支委会 今天 应到5 实到5 同意5"),
  say(5, "cadre", "direct", "/会议 村代会 今天 应到36 实到31；M1 同意28 反对2 弃权1"),
  say(
    5,
    "secretary",
    "direct",
    "/评议 新建 民主评议 东卧牛村 对象：王建国、张桂兰 票：村民代表 100% 纸票 截止：12月30日 监票：李明、郭建义",
  ),
  say(
    4,
    "secretary",
    "direct",
    "/述职 新建 村书记述职评议会 1月16日9点 地点：镇会议室 主持：周明远 记录：吴立群 每人：8分钟",
  ),
  say(3, "villager-away", "direct", "/在外 苏州"),
  say(2, "cadre", "direct", "/走访 三社老李家 屋顶漏 问题：要换瓦"),
  say(2, "cadre", "direct", ""),
];

const lastDay = (say: Say): readonly Said[] => [
  say(0, "cadre", "village", "/征求 元宵唱不唱戏？ 选项：唱/不唱 截止：下周五"),
  say(0, "villager-home", "village", "唱"),
  say(0, "cadre", "direct", "/征求 张贴 C2"),
  say(0, "secretary", "direct", "/提醒 今天15点 镇党委会"),
  say(0, "secretary", "direct", "/提醒 今天17点 给县里回电话"),
];

import type { DayExpr } from "./phrase.ts";

const lunar = (month: number, day: number): DayExpr => ({ kind: "lunar", year: null, month, leap: false, day });
const term = (name: string, plus = 0): DayExpr => ({ kind: "term", year: null, name, plus });
const dog = (nth: 1 | 2 | 3): DayExpr => ({ kind: "dog", nth });

/**
 * Days of the folk calendar. Few say them and some differ from place to place, so they are asked with their dates.
 * The nine nines are counted from 冬至, the dog days by the 庚 days from 夏至 and 立秋.
 */
export const folkDays: readonly (readonly [words: string, days: readonly DayExpr[]])[] = [
  ["头伏 初伏 入伏 数伏 进伏 一伏", [dog(1)]],
  ["中伏 二伏", [dog(2)]],
  ["末伏", [dog(3)]],
  ["三伏 三伏天", [dog(1), dog(3)]],
  ["数九 交九 进九 一九 头九 入九", [term("冬至")]],
  ["二九", [term("冬至", 9)]],
  ["三九 三九天", [term("冬至", 18)]],
  ["四九", [term("冬至", 27)]],
  ["五九", [term("冬至", 36)]],
  ["六九", [term("冬至", 45)]],
  ["七九", [term("冬至", 54)]],
  ["八九", [term("冬至", 63)]],
  ["九九", [term("冬至", 72)]],
  ["出九", [term("冬至", 81)]],
  ["打春 交春 咬春", [term("立春")]],
  ["寒食 寒食节", [{ kind: "term", year: null, name: "清明", plus: -1 }, term("清明")]],
  ["交秋 咬秋", [term("立秋")]],
  ["冬节", [term("冬至")]],
  ["祭灶 祭灶节 辞灶 送灶 过小年 灶王节 灶神节", [lunar(12, 23), lunar(12, 24)]],
  ["人日 人日节", [lunar(1, 7)]],
  ["破五 破五节 迎财神", [lunar(1, 5)]],
  ["上九", [lunar(1, 9)]],
  ["填仓 填仓节", [lunar(1, 25)]],
  ["花朝 花朝节", [lunar(2, 12), lunar(2, 15)]],
  ["上巳 上巳节", [lunar(3, 3)]],
  ["浴佛节", [lunar(4, 8)]],
  ["天贶节 晒衣节", [lunar(6, 6)]],
  ["鬼节 盂兰盆节", [lunar(7, 15), lunar(7, 14)]],
  ["下元 下元节", [lunar(10, 15)]],
];

import { sticky } from "./scan.ts";

// 前, 内, 后 and their longer forms, where they are not the beginning of another word (前往, 内部, 后山)

/** Every character that one of these marks begins with. */
export const EDGE_FIRSTS = " 前之以为截止内后过往左上期";

export const beforeMark = sticky(
  / ?(?:之前|以前|前(?![往面头后来去夕晌半台排门街院沟湾坡墙屋山村])|(?:为止|截止|止)(?=$|[\s,，。]))/,
);

export const withinMark = sticky(/ ?(?:之内|以内|内(?!部(?![署分])|务(?!必)|[容外涝科]))/, " 之以内");

export const afterMark = sticky(/ ?(?:之后|以后|过后|往后|后(?![面头院山勤续备沟湾街果门台坡墙屋天]))/);

export const aroundMark = sticky(/ ?(?:前后|左右|上下|前夕|期间)/);

/** What may stand between a day and its clock: signs, blanks, and words a speaker fills a pause with. */
export const joint = sticky(/(?:[ ,，:]|的|[啊呢吧嘛哈呀]|那个|这个|就是|就|是|在|于|到|大概|大约|差不多|约){0,6}/);

export const asks = sticky(/ ?(?:提醒|叫我|喊我|通知我|告诉我)/);

/** The words that ask for a reminder; what stands after them is its matter. */
export const REMIND =
  /提醒|(?:叫|喊|告诉|招呼|通知|催)(?:我|俺|咱|一?声|一下|醒)|(?:言语|吱|说)一?声(?!不)|打(?:个)?电话(?:给|叫)我/;

import { sticky } from "./scan.ts";

// 前, 内, 后 and their longer forms, where they are not the beginning of another word (前往, 内部, 后山)

export const beforeMark = sticky(/ ?(?:之前|以前|前(?![往面头后来去夕])|(?:为止|截止|止)(?=$|[\s,，。]))/);

export const withinMark = sticky(/ ?(?:之内|以内|内(?!部(?![署分])|务(?!必)|[容外涝科]))/);

export const afterMark = sticky(/ ?(?:之后|以后|过后|往后|后(?![面头院山勤续备沟湾街果门台坡墙屋天]))/);

export const aroundMark = sticky(/ ?(?:前后|左右|上下|前夕|期间)/);

export const joint = sticky(/ ?(?:的|[,，]|:)? ?/);

export const asks = sticky(/ ?(?:提醒|叫我|喊我|通知我|告诉我)/);

/**
 * 提醒我, 叫我一下: said to the bot, and no part of the matter. 通知大家, 叫救护车 and 叫我妈 are the matter: whoever stands
 * behind 我 is somebody else.
 */
const toMyself =
  /^(?:提醒|叫|喊|通知|告诉)(?:一下|下)?我(?:一下|下)?(?![们的家社组镇湾队俩这那爹娘爸妈爷奶叔伯婶哥嫂姐弟妹儿闺女媳老对舅姑姨孙侄外亲岳丈公婆]|村(?!民))[\s，,：:]*/u;

/** 开会，提前半小时提醒我; 当天早上再提醒一次: behind the matter it is said to the bot too. */
const atTheEnd = /[\s，,。]*(?:再|各)?(?:提醒|叫|喊)(?:我|一?声|一下|一次|一遍|各一次){0,2}[\s。！!]*$/u;

/** 提醒我开会, where it is not said otherwise whom. */
export const saysMyself = (said: string): boolean => toMyself.test(said);

/** 定个六点的闹钟，去镇上 */
const alarm = /^的?闹[钟铃][\s，,。：:]*/u;
/** 到十点叫我开会: a word of the time that was taken out behind it */
const arriving = /^到了?(?=[开去交给打吃接领带报送做看回填签量])/u;

/** What a reminder is about. */
export function matterOf(said: string): string {
  const rest = said.replace(toMyself, "").replace(alarm, "").replace(arriving, "");
  return rest.replace(atTheEnd, "") || rest || said;
}

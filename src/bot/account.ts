/**
 * A short account as it is compared: WeCom takes 张三's ZhangSan and zhangsan for one member. An open_userid (`wo…`)
 * that could not be converted keeps its case. https://developer.work.weixin.qq.com/document/path/90195
 */
export const foldAccount = (short: string): string => (/^wecom:(?!wo)/.test(short) ? short.toLowerCase() : short);

import { describe, expect, test } from "@jest/globals";
import { checkPeople } from "../../src/import/check-people.ts";
import { table, treeOf } from "./tables.ts";

const HEADER = "姓名,岗位,地点,职务,手机,账号,外出,党员";
const places = treeOf(
  "云湖县",
  "云湖县/新会镇",
  "云湖县/新会镇/东卧牛村",
  "云湖县/新会镇/东卧牛村/三社",
  "云湖县/新会镇/王家村",
  "云湖县/北岭镇",
  "云湖县/北岭镇/王家村",
);

describe("a people file", () => {
  test("a full row, a bare row, and two of one name in one village", async () => {
    const { good, bad } = await checkPeople(
      table(
        HEADER,
        "孙国华,书记,新会镇,镇党委书记,138 0000 1301,wecom:P01、qq：AB12,,是",
        "李　山,,新会镇/东卧牛村/三社,,,,苏州,",
        "李山,村民,新会镇东卧牛村3组,,＋86-13800001302,onebot:10001,在家,否",
      ),
      places,
    );
    expect(bad).toEqual([]);
    const villager = {
      name: "李山",
      role: "villager",
      placeId: "云湖县/新会镇/东卧牛村/三社",
      title: "",
      partyMember: false,
    };
    expect(good).toEqual([
      {
        row: 2,
        name: "孙国华",
        role: "secretary",
        placeId: "云湖县/新会镇",
        title: "镇党委书记",
        phone: "13800001301",
        accounts: ["wecom:p01", "qq:AB12"],
        awayCity: null,
        partyMember: true,
      },
      { ...villager, row: 3, phone: null, accounts: [], awayCity: "苏州" },
      { ...villager, row: 4, phone: "13800001302", accounts: ["onebot:10001"], awayCity: null },
    ]);
  });

  const faults: [string, string, string][] = [
    ["no name", ",村民,新会镇,,,,,", "第2行：没写“姓名”"],
    ["no name but a number", "138,村民,新会镇,,,,,", "第2行：姓名“138”不像姓名：只写姓名"],
    ["a role that is a title", "王芳,村长,新会镇,,,,,", "第2行：岗位“村长”不认识：可写 村民、干部、书记、管理员"],
    ["no place", "王芳,村民,,,,,,", "第2行：没写地点：请写在哪里，如“新会镇/东卧牛村”"],
    [
      "a place of that name twice",
      "王芳,村民,王家村,,,,,",
      "第2行：地点“王家村”有2个：请写全，如“新会镇/王家村”“北岭镇/王家村”",
    ],
    [
      "a place that sounds so",
      "王芳,村民,新会镇/东窝牛村,,,,,",
      "第2行：地点“新会镇/东窝牛村”没有这个地点，是不是“新会镇/东卧牛村”：请改正，或先导入地点",
    ],
    ["a phone, which is not repeated", "王芳,村民,新会镇,,1380000130,,,", "第2行：手机号码位数不对：手机号是11位数字"],
    [
      "an account without its platform",
      "王芳,村民,新会镇,,,wangfang,,",
      "第2行：账号“wangfang”写法不对：要写平台和账号，如 wecom:zhangsan、qq:OPENID、onebot:10001",
    ],
    [
      "an account of no platform",
      "王芳,村民,新会镇,,,weibo:1,,",
      "第2行：账号“weibo:1”写法不对：要写平台和账号，如 wecom:zhangsan、qq:OPENID、onebot:10001",
    ],
    ["neither yes nor no", "王芳,村民,新会镇,,,,,预备", "第2行：“党员”写着“预备”：请写 是 或 否"],
  ];
  test.each(faults)("%s", async (_, line, reason) => {
    expect((await checkPeople(table(HEADER, line), places)).bad).toEqual([{ row: 2, reason }]);
  });

  test("one account has one owner; a bad row owns nothing", async () => {
    const lines = [
      "甲某,村民,无此村,,,wecom:a,,",
      "乙某,村民,新会镇,,,wecom:a,,",
      "丙某,村民,新会镇,,,onebot:1、wecom:a,,",
    ];
    const { good, bad } = await checkPeople(table(HEADER, ...lines), places);
    expect(good.map((row) => row.name)).toEqual(["乙某"]);
    expect(bad.at(-1)).toEqual({ row: 4, reason: "第4行：账号“wecom:a”第3行已经用了：一个账号只能是一个人" });
  });
});

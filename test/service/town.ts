import type { Home } from "./service.ts";

export const places = `名称,级别,上级,别名
云湖县,县,,
新会镇,镇,云湖县,
东卧牛村,村,新会镇,卧牛东
西卧牛村,村,新会镇,
李家湾村,村,新会镇,
`;

export const people = `姓名,岗位,地点,职务,账号,外出
孙国华,书记,新会镇,镇党委书记,wecom:sunguohua,
赫永福,书记,新会镇/东卧牛村,村党支部书记,,
王建国,干部,新会镇/东卧牛村,村委会主任,wecom:wangjianguo,
李大山,村民,新会镇/东卧牛村,,onebot:10086,苏州
王秀英,村民,新会镇/东卧牛村,,onebot:10087,
`;

type Founding = {
  readonly roster?: string;
  /** what the clock shows then: a secretary's digests begin on the next working day; default: the machine's */
  readonly at?: string;
};

/** Imports a town of three villages with its people. */
export async function foundTown(home: Home, { roster = people, at }: Founding = {}): Promise<void> {
  for (const [kind, csv] of [
    ["places", places],
    ["people", roster],
  ] as const) {
    const { code, err } = await home.import(kind, csv, { at });
    if (code !== 0) throw new Error(`import ${kind}: ${err}`);
  }
}

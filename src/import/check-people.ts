import { foldAccount } from "../bot/account.ts";
import type { PlaceIndex } from "../chinese/names/place-index.ts";
import { maskedEnd, nameOf, oneOf, phoneOf, plain, yesOrNo } from "./cell.ts";
import { type Checked, checkInTurns, RowFault } from "./check.ts";
import { Homes } from "./homes.ts";
import type { Table, TableRow } from "./table.ts";

export const PEOPLE_COLUMNS = ["姓名", "岗位", "地点", "职务", "手机", "账号", "外出", "党员", "父名"] as const;

export type PersonRow = {
  readonly row: number;
  readonly name: string;
  readonly role: "villager" | "cadre" | "secretary" | "admin";
  readonly placeId: string;
  readonly title: string;
  readonly phone: string | null;
  /** short accounts: `wecom:zhangsan`, `qq:OPENID`, `onebot:10001`, `sandbox:villager-home` */
  readonly accounts: readonly string[];
  /** where the person works; null is at home */
  readonly awayCity: string | null;
  readonly partyMember: boolean;
  /** tells two of one name in one village apart */
  readonly fatherName?: string;
  /** the last four digits of the phone that this one takes the place of, or of the own one where it is masked */
  readonly formerPhone?: string;
};

const ROLE_WORDS = ["村民", "干部", "书记", "管理员"] as const;
const ROLES = { 村民: "villager", 干部: "cadre", 书记: "secretary", 管理员: "admin" } as const;

const ACCOUNT = /^(?:wecom:[\w.@-]{1,64}|qq:[\w-]{1,64}|onebot:[1-9]\d{0,14}|sandbox:[\w.-]{1,64})$/;

function accountsOf(cell: string | undefined): readonly string[] {
  const accounts = plain(cell)
    .split(/[、,;\s]+/)
    .filter((account) => account !== "")
    .map(foldAccount);
  const wrong = accounts.find((account) => !ACCOUNT.test(account));
  if (wrong !== undefined)
    throw new RowFault(`账号“${wrong}”写法不对：要写平台和账号，如 wecom:zhangsan、qq:OPENID、onebot:10001`);
  return [...new Set(accounts)];
}

function awayCityOf(cell: string | undefined): string | null {
  const said = plain(cell);
  if (["", "否", "无", "没有", "在家", "在村"].includes(said)) return null;
  if (said.length > 20) throw new RowFault(`外出“${cell}”太长：只写城市，如 苏州`);
  return ["是", "外出", "在外"].includes(said) ? "外地" : nameOf(cell);
}

/** `13800002222（原1301）`: the number, and the end of the one it takes the place of. */
function phonesOf(cell: string | undefined): Pick<PersonRow, "phone" | "formerPhone"> {
  const masked = maskedEnd(cell);
  if (masked !== null) return { phone: null, formerPhone: masked };
  const [, phone = "", former] = /^(.*?)(?:[(\s]*原(?:号|尾号)?\s*(\d{4})\)?)?$/s.exec(plain(cell)) ?? [];
  return { phone: phoneOf(phone, "手机"), ...(former === undefined ? {} : { formerPhone: former }) };
}

/** Checks a roster against the place tree. One account has one owner, who may stand in several rows. */
export async function checkPeople(table: Table, places: PlaceIndex): Promise<Checked<PersonRow>> {
  const good: PersonRow[] = [];
  const checked = await checkEachPerson(table, places, (row) => void good.push(row));
  return { ...checked, good };
}

/** The same of a long one: each good row is given away as it comes. */
export async function checkEachPerson(
  table: Table,
  places: PlaceIndex,
  take: (row: PersonRow) => void,
): Promise<Omit<Checked<PersonRow>, "good">> {
  const homes = await Homes.inTurns(places);
  const owners = new Map<string, { readonly row: number; readonly name: string }>();
  const read = ({ number, cells }: TableRow): PersonRow => {
    const name = nameOf(cells.姓名);
    if (name.length > 20 || /[\d/、]/.test(plain(name)))
      throw new RowFault(`姓名“${name.slice(0, 6)}”不像姓名：只写姓名`);
    const accounts = accountsOf(cells.账号);
    for (const account of accounts) {
      const owner = owners.get(account);
      if (owner && owner.name !== name)
        throw new RowFault(`账号“${account}”第${owner.row}行已经用了：一个账号只能是一个人`);
    }
    const fatherName = nameOf(cells.父名);
    const person = {
      row: number,
      name,
      role: ROLES[plain(cells.岗位) === "" ? "村民" : oneOf(cells.岗位, ROLE_WORDS, "岗位")],
      placeId: homes.find(cells.地点),
      title: nameOf(cells.职务),
      ...phonesOf(cells.手机),
      accounts,
      awayCity: awayCityOf(cells.外出),
      partyMember: yesOrNo(cells.党员, "党员"),
      ...(fatherName === "" ? {} : { fatherName }),
    };
    for (const account of accounts) if (!owners.has(account)) owners.set(account, { row: number, name });
    return person;
  };
  return checkInTurns(table, PEOPLE_COLUMNS, read, take);
}

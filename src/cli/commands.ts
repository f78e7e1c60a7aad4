import { commands } from "../../handlers/index.ts";
import type { Command, Form, Where } from "../bot/command/command.ts";
import { fullForm, roleName, usage } from "../bot/command/help.ts";
import type { NeededRole } from "../bot/permission.ts";
import { argumentsOf } from "../bot/reading/declare.ts";
import type { CliContext } from "./tool.ts";

export const commandsCommand = {
  usage: "commands   prints docs/commands.md",
  async run(_words: readonly string[], { out }: CliContext): Promise<number> {
    out(commandPage(commands));
    return 0;
  },
};

const opening = `# 命令

本页由命令的声明生成（\`npm run -s cli -- commands > docs/commands.md\`），不要手改。

- 命令以 \`/\` 开头，\`／ 、 ＼ ! ！\` 也算；名字后面可以不空格：\`/谈心东卧牛 赫书记 低保\`。私聊和@我时可以不写符号。
- 用法里方括号的可以不写。“可加”的几栏写在后面，用 \`；\` 或换行隔开：\`问题：路灯坏了；承诺：12月4日前修好\`。
- “谁能用”是最低的岗位，比它高的也能用；干部的命令只管得到自己的地方和下级。`;

const whereWords: Readonly<Record<Where, string>> = {
  direct: "私聊",
  cadre: "工作群",
  village: "村民群",
  unbound: "没绑定的群",
};

/** All commands as one page, without a line end after the last line. */
export function commandPage(all: readonly Command[]): string {
  const rows = all.map(({ name, summary, role, where }) =>
    row([`[${name}](#${name})`, summary, roleName(role), whereList(where)]),
  );
  const table = [row(["命令", "做什么", "谁能用", "在哪里用"]), row(["---", "---", "---", "---"]), ...rows].join("\n");
  return [opening, table, ...all.map(section)].join("\n\n");
}

function section(command: Command): string {
  const { name, aliases, summary, role, where, forms = [] } = command;
  const facts = [
    `- 用法：\`/${usage(command)}\``,
    ...fieldsOf(command),
    `- 谁能用：${roleName(role)}；在哪里用：${whereList(where)}`,
    ...(command.aloneInGroup ? [`- 群里单独发“${name}”也算`] : []),
    ...(aliases.length > 0 ? [`- 也可写：${aliases.map((alias) => `\`/${alias}\``).join(" ")}`] : []),
  ].join("\n");
  const ways = forms.map((form) => formOf(command, form, { role, where })).join("\n");
  return [`## ${name}`, `${summary}。`, facts, examplesOf(command.examples), ways].filter(Boolean).join("\n\n");
}

function formOf(command: Command, form: Form, usual: { role: NeededRole; where: readonly Where[] }): string {
  const whole = fullForm(command, form);
  const role = form.role && form.role !== usual.role ? `，${roleName(form.role)}才能用` : "";
  const where = form.where ? `，只在${whereList(form.where)}` : "";
  const fields = fieldsOf(form).map((line) => `  ${line}`);
  const example = form.examples.map((text) => `\`${text}\``).join("、");
  return [`- \`/${usage(whole)}\`：${form.summary}${role}${where}。例：${example}`, ...fields].join("\n");
}

function fieldsOf({ args }: Pick<Form, "args">): string[] {
  const labels = argumentsOf(args).filter(({ label }) => label !== undefined);
  if (labels.length === 0) return [];
  return [`- 可加：${labels.map(({ label, many }) => `\`${label}：…\`${many ? "（可多次）" : ""}`).join(" ")}`];
}

const examplesOf = (examples: readonly string[]): string => ["```", ...examples, "```"].join("\n");
const whereList = (where: readonly Where[]): string => where.map((one) => whereWords[one]).join("、");
const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;

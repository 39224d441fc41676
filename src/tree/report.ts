import { l10n } from '../base/l10n.ts';
import { copyMarkdown } from './copyText.ts';
import { endText } from './endText.ts';
import type { OutputLine } from './outputLine.ts';
import type { ProcessRef, ProcessRow, SharedObject } from './processRow.ts';
import { counts } from './status.ts';
import { waitName } from './waitText.ts';

export interface ReportSubject {
  /** Parents before their children. */
  readonly rows: readonly ProcessRow[];
  /** The last lines of those that have printed, by id. */
  readonly output: ReadonlyMap<string, readonly OutputLine[]>;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Such as `Process Tree 0.1.0, VS Code 1.139.0, linux x64`. */
  readonly versions: string;
}

/** All that is known of some processes, as Markdown for an issue: tree, states, waits, ends, objects, last output. */
export function report({ rows, output, now, versions }: ReportSubject): string {
  const { alive, waiting, ended, failed } = counts(rows);
  const summary = l10n.t('{0} alive, {1} waiting, {2} ended, {3} failed', alive, waiting, ended, failed);
  const sections = [
    `## ${l10n.t('Process Tree report')}\n\n${new Date(now).toISOString()} · ${versions} · ${summary}\n`,
    copyMarkdown(rows),
    section(
      l10n.t('Programs'),
      rows.filter(({ parentId, commandLine }) => parentId === null || commandLine).map(programLine),
    ),
    section(
      l10n.t('Waiting on'),
      rows.flatMap((row) => waitLines(row, now)),
    ),
    section(l10n.t('Shared objects'), objectLines(rows)),
    section(l10n.t('How they ended'), rows.flatMap(endLines), '\n'),
    section(
      l10n.t('Last output'),
      rows.flatMap((row) => outputBlock(row, output.get(row.id) ?? [])),
      '\n',
    ),
  ];
  return sections.filter(Boolean).join('\n');
}

function section(title: string, lines: readonly string[], between = ''): string {
  return lines.length === 0 ? '' : `### ${title}\n\n${lines.map((line) => `${line}\n`).join(between)}`;
}

function programLine({ name, commandLine, cwd, runtime }: ProcessRow): string {
  const parts = [commandLine && code(commandLine), cwd && l10n.t('in {0}', code(cwd)), runtime].filter(Boolean);
  return `- ${escaped(name)}: ${parts.join(', ')}`;
}

function waitLines(row: ProcessRow, now: number): string[] {
  return row.waiting.map((wait) => {
    const { location } = wait;
    const place = location ? ` (${code(`${location.url}:${location.line}`)})` : '';
    const seconds = Math.max(0, Math.round((now - wait.at) / 1000));
    return `- ${escaped(row.name)}: ${code(waitName(wait))}, ${l10n.t('for {0} s', seconds)}${place}`;
  });
}

function objectLines(rows: readonly ProcessRow[]): string[] {
  const objects = rows.flatMap((row) => row.objects);
  if (objects.length === 0) return [];
  const titles = [
    l10n.t('Kind'),
    l10n.t('Name'),
    l10n.t('Value'),
    l10n.t('Unfinished'),
    l10n.t('Holder'),
    l10n.t('Waiting'),
    l10n.t('Used by'),
  ];
  return [
    tableRow(titles),
    tableRow(titles.map(() => '---')),
    ...objects.map((object) => tableRow(objectCells(object))),
  ];
}

function objectCells({
  kind,
  name,
  depth,
  limit,
  unfinished,
  flag,
  holder,
  waiters,
  moreWaiters,
  users = [],
  moreUsers = 0,
}: SharedObject): string[] {
  const value = [depth, limit === null ? null : `/ ${limit}`, flag].filter((part) => part !== null).join(' ');
  const waiting = namesOf(waiters, moreWaiters);
  const cells = [kind, name, value, `${unfinished ?? ''}`, holder?.name ?? '', waiting, namesOf(users, moreUsers)];
  return cells.map(escaped);
}

function namesOf(processes: readonly ProcessRef[], more: number): string {
  return [...processes.map(({ name }) => name), ...(more > 0 ? [`+${more}`] : [])].join(', ');
}

function endLines(row: ProcessRow): string[] {
  const text = endText(row);
  if (text === null || (row.exitcode === 0 && row.endReason === null)) return [];
  const asked = row.stopRequest;
  const at = asked?.at ? ` ${new Date(asked.at).toISOString()}` : '';
  const who = asked ? ` (${asked.by === 'here' ? l10n.t('asked from here') : l10n.t('asked by its parent')}${at})` : '';
  const trace = row.error?.stack ? `\n${fenced(row.error.stack)}` : '';
  return [`- ${escaped(row.name)}: ${escaped(text)}${who}${trace}`];
}

function outputBlock(row: ProcessRow, lines: readonly OutputLine[]): string[] {
  if (lines.length === 0) return [];
  const text = lines.map((line) => `${new Date(line.at).toISOString().slice(11, 23)} ${line.text}`).join('\n');
  return [`**${escaped(row.name)}**${row.pid === null ? '' : ` (${row.pid})`}\n\n${fenced(text)}`];
}

/** With more backticks than stand in the text. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/gu)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${text}\n${fence}`;
}

function code(text: string): string {
  const line = text.replaceAll(/\s+/gu, ' ');
  return line.includes('`') ? `\`\` ${line} \`\`` : `\`${line}\``;
}

function tableRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function escaped(text: string): string {
  return text.replaceAll(/[\r\n]+/gu, ' ').replaceAll(/[\\`*_[\]<>|]/gu, String.raw`\$&`);
}

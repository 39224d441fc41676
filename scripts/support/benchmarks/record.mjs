import fs from 'node:fs/promises';
import os from 'node:os';
import { format, resolveConfig } from 'prettier';
import { inRoot } from '../paths.mjs';
import { GROUPS } from './groups.mjs';
import { tables } from './tables.mjs';

/** Puts a group's tables, and the machine they are of, in docs/benchmarks.md in place of its last ones. */
export async function recordGroup(group, measured, circumstances) {
  const file = inRoot('docs/benchmarks.md');
  const { title, note } = GROUPS[group];
  const section = [`## ${title}`, note, machine(circumstances), tables(measured)].filter(Boolean).join('\n\n');
  const markdown = withSection(await fs.readFile(file, 'utf8').catch(() => ''), group, section);
  await fs.writeFile(file, await format(markdown, { ...(await resolveConfig(file)), parser: 'markdown' }));
}

/** The page with that group's section in place of its last one; the others stay, in the order of the groups. */
export function withSection(page, group, section) {
  const sections = { ...sectionsOf(page), [group]: section };
  return ['# Benchmarks', HEAD, ...Object.keys(GROUPS).flatMap((each) => marked(each, sections[each]))].join('\n\n');
}

const HEAD = `\`npm run bench -- --write\` writes this page, \`--only queue\` that part of it. Medians of rounds in which the
contenders take turns; the last column compares this library's median with that of the row. The programs are in \`bench/\`.`;

const marked = (group, section) => (section ? [`<!-- ${group} -->`, section, `<!-- end of ${group} -->`] : []);

function sectionsOf(text) {
  const found = text.matchAll(/^<!-- (\w+) -->\n+([^]*?)\n+<!-- end of \1 -->$/gm);
  return Object.fromEntries([...found].map(([, group, section]) => [group, section]));
}

function machine({ rounds, python }) {
  const cpus = os.cpus();
  return `Measured on ${new Date().toISOString().slice(0, 10)}, ${rounds} rounds: ${cpus[0]?.model.trim()}, ${cpus.length}
cores; ${os.type()} ${os.release()}; Node ${process.versions.node};
${python ? `CPython ${python.version} (${python.path})` : 'no CPython'}.`;
}

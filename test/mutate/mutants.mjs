/** Makes the mutants of one source file: each is the file without its types and with one change. */
import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import path from 'node:path';
import { transformSync } from 'esbuild';
import { parseAst } from 'vite';

/** The replacement of each operator. Boundaries move by one, equality is inverted. */
const otherOperator = {
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '===': '!==',
  '!==': '===',
  '+': '-',
  '-': '+',
  '*': '/',
  '/': '*',
  '+=': '-=',
  '-=': '+=',
  '??=': '=',
};

/** The replacement of each method. */
const otherMethod = { min: 'max', max: 'min', some: 'every', every: 'some' };

/** Whether it is a sentence or a part of one: texts are not mutated. */
const isText = ({ type, value }) =>
  type === 'TemplateLiteral' || (type === 'Literal' && typeof value === 'string');

/**
 * The possible changes of a node: their name, their range (`from`, `to` as offsets), and the new text. A change that
 * another one implies is left out, since a test that notices one notices the other. An endless loop proves nothing, so
 * the condition of a loop is only made false.
 */
const changesOf = {
  IfStatement: ({ test }) => forced(test),
  ConditionalExpression: ({ test }) => forced(test),
  WhileStatement: ({ test }) => [over(test, 'false')],
  ForStatement: ({ test }) => (test ? [over(test, 'false')] : []),
  LogicalExpression: (node, { text }) => [over(node, text(node.left)), over(node, text(node.right))],
  BinaryExpression(node, { text, parent }) {
    const { left, right, operator } = node;
    const other = otherOperator[operator];
    if (!other || (operator === '+' && (isText(left) || isText(right)))) return [];
    if (/^.==/.test(operator) && isForced(node, parent)) return [];
    return [
      {
        start: left.end,
        end: right.start,
        text: text({ start: left.end, end: right.start }).replace(operator, other),
      },
    ];
  },
  AssignmentExpression(node, { text }) {
    const other = otherOperator[node.operator];
    return other ? [over(node, `${text(node.left)} ${other} ${text(node.right)}`)] : [];
  },
  UpdateExpression: (node, { text }) => [
    over(node, `${text(node.argument)}${node.operator === '++' ? '--' : '++'}`),
  ],
  UnaryExpression(node, { text, parent }) {
    return node.operator === '!' && !isForced(node, parent) ? [over(node, text(node.argument))] : [];
  },
  Literal(node, { parent }) {
    const { value } = node;
    if (typeof value === 'boolean') return [over(node, String(!value))];
    if (typeof value !== 'number' || parent.operator === 'void' || /^[-+]$/.test(parent.operator)) return [];
    return [over(node, String(value === 0 ? 1 : value < 10 ? value + 1 : 2 * value))];
  },
  CallExpression({ callee }) {
    const other = callee.type === 'MemberExpression' ? otherMethod[callee.property.name] : undefined;
    return other ? [over(callee.property, other)] : [];
  },
  ExpressionStatement: (node, { parent }) => (parent.consequent === node ? [] : [over(node, ';')]),
  ReturnStatement: (node, { parent, above }) =>
    parent.type === 'BlockStatement' && parent.body.length > 1 && above.type === 'IfStatement'
      ? [over(node, ';')]
      : [],
  ContinueStatement: (node, { parent }) => (parent.consequent === node ? [] : [over(node, ';')]),
  BreakStatement: (node, { parent }) => (parent.consequent === node ? [] : [over(node, ';')]),
  SwitchCase: (node) => (node.consequent.length > 0 && node.test ? [over(node, '')] : []),
};

const over = ({ start, end }, text) => ({ start, end, text });

/** A condition is made true and false. If it has several parts, each part is also left out. */
function forced(test) {
  if (test.type !== 'LogicalExpression') return [over(test, 'true'), over(test, 'false')];
  return [over(test, test.operator === '&&' ? 'false' : 'true')];
}

/** Whether an expression is a condition, or a part of one, that is already forced. */
const isForced = (node, parent) => parent.test === node || parent.type === 'LogicalExpression';

/**
 * The mutants of a file in `root`, in the order of its text: `file`, `line` (of the source on disk), `where` (the
 * surrounding functions), `from` and `to` (the line of JavaScript before and after), `code` (the whole changed file)
 * and `key` (its identity: without line number, so that it survives a move).
 */
export function mutantsOf(root, file) {
  const source = readFileSync(path.join(root, file), 'utf8');
  const made = transformSync(source, {
    loader: 'ts',
    sourcemap: 'external',
    sourcefile: file,
    target: 'es2022',
  });
  const js = made.code;
  const map = new SourceMap(JSON.parse(made.map));
  const starts = [0, ...[...js.matchAll(/\n/g)].map(({ index }) => index + 1)];
  const lineOf = (at) => starts.findLastIndex((start) => start <= at);
  const text = ({ type, start, end }) =>
    type === 'LogicalExpression' ? `(${js.slice(start, end)})` : js.slice(start, end);
  const mutants = [];

  function add({ start, end, text: instead }, where) {
    const code = `${js.slice(0, start)}${instead}${js.slice(end)}`;
    if (code === js) return;
    parseAst(code);
    const first = lineOf(start);
    const from = oneLine(js.slice(starts[first], starts[lineOf(end) + 1]));
    const to = oneLine(
      `${js.slice(starts[first], start)}${instead}${js.slice(end, starts[lineOf(end) + 1])}`,
    );
    const line = map.findEntry(first, start - starts[first]).originalLine + 1;
    mutants.push({ file, line, where, from, to, code, key: [file, where, `${from} → ${to}`].join(' · ') });
  }

  function walk(node, parent, above, where) {
    const name = node.type.includes('Function') ? nameOf(node, parent) : null;
    const inside = name === null ? where : [where, name].filter(Boolean).join('.');
    if (node.type === 'ImportDeclaration' || (node.type.startsWith('Export') && !node.declaration)) return;
    for (const change of changesOf[node.type]?.(node, { text, parent, above }) ?? []) add(change, inside);
    for (const child of childrenOf(node)) walk(child, node, parent, inside);
  }

  walk(parseAst(js), {}, {}, '');
  return mutants;
}

/** Shortens a long statement to its beginning and end. */
function oneLine(text) {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 240 ? `${line.slice(0, 160)} … ${line.slice(-70)}` : line;
}

const isNode = (value) => typeof value === 'object' && value !== null && typeof value.type === 'string';

const childrenOf = (node) => Object.values(node).flat().filter(isNode);

/** The name with which a function is declared. */
function nameOf(node, parent) {
  return node.id?.name ?? parent.id?.name ?? parent.key?.name ?? null;
}

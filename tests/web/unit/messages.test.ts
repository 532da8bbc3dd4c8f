import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { LANGUAGES, languageFor, loadWords, paragraph, wordsFor } from '../../../web/messages/index.ts';

type Table = Record<string, unknown>;

const web = fileURLToPath(new URL('../../../web/', import.meta.url));
const english = `${web}messages/en.ts`;

/** Paths of all messages of a table, and what each is. Lists are one message each; the core's words have a test of their own. */
function messages(table: Table, path = ''): Map<string, string> {
  return new Map(
    Object.entries(table).flatMap(([key, value]): Array<[string, string]> => {
      const at = path ? `${path}.${key}` : key;
      if (at === 'core') return [];
      if (Array.isArray(value)) return [[at, `list of ${value.length}`]];
      if (typeof value === 'object' && value !== null) return [...messages(value as Table, at)];
      return [[at, typeof value]];
    }),
  );
}

const all = messages(wordsFor('en').text as unknown as Table);

describe.each(LANGUAGES)('the table of %s', (language) => {
  test('has every message that the English one has, of the same kind, and no other', async () => {
    const words = await loadWords(language);
    expect(words.language).toBe(language);
    expect([...messages(words.text as unknown as Table)].sort()).toEqual([...all].sort());
  });

  test('leaves no message empty', async () => {
    const { text } = await loadWords(language);
    const empty = [...messages(text as unknown as Table).keys()].filter((path) => path.split('.').reduce<unknown>((at, key) => (at as Table)[key], text) === '');
    expect(empty.filter((path) => path !== 'gap')).toEqual([]);
  });
});

test('A language is found by its code, whatever region or script is asked for; English stands in for all others', () => {
  expect(languageFor('en-GB')).toBe('en');
  expect(languageFor('tlh', 'EN-us')).toBe('en');
  expect(languageFor('tlh')).toBe('en');
  expect(languageFor()).toBe('en');
  expect(wordsFor('tlh')).toBe(wordsFor('en'));
});

test('Sentences follow each other as the language has it, and none is lost', () => {
  expect(paragraph(wordsFor('en'), ['One.', '', 'Two.'])).toBe('One. Two.');
});

/**
 * Which messages are used, as the type checker sees it: every place outside of the tables that names a property of the
 * English table. A group that is read by a computed name is used as a whole, or in as far as the name's type says.
 */
function usedMessages(): Set<string> {
  const files = (readdirSync(web, { recursive: true }) as string[]).filter((name) => name.endsWith('.ts')).map((name) => web + name);
  const { config } = ts.readConfigFile(`${web}tsconfig.json`, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, files: [], include: [] }, ts.sys, web);
  const program = ts.createProgram(files, options);
  const checker = program.getTypeChecker();
  const used = new Set<string>();

  const pathOf = (symbol: ts.Symbol | undefined): string | null => {
    const declaration = symbol?.declarations?.find((one) => one.getSourceFile().fileName === english && ts.isPropertyAssignment(one)) as ts.PropertyAssignment | undefined;
    if (!declaration) return null;
    const keys: string[] = [];
    for (let node: ts.Node = declaration; !ts.isVariableDeclaration(node); node = node.parent) {
      if (ts.isPropertyAssignment(node)) keys.unshift((node.name as ts.Identifier | ts.StringLiteral).text);
      if (ts.isSourceFile(node)) return null;
    }
    return keys.join('.');
  };
  const pathOfBinding = (node: ts.BindingElement): string | null => {
    const key = (node.propertyName ?? node.name) as ts.Identifier;
    return pathOf(checker.getTypeAtLocation(node.parent).getProperty(key.text));
  };
  /** Of what is read by a computed name: `text.problems`, or a variable that stands for it. */
  const pathOfGroup = (node: ts.Expression): string | null => {
    if (ts.isPropertyAccessExpression(node)) return pathOf(checker.getSymbolAtLocation(node.name));
    const declaration = checker.getSymbolAtLocation(node)?.valueDeclaration;
    if (declaration && ts.isBindingElement(declaration)) return pathOfBinding(declaration);
    return declaration && ts.isVariableDeclaration(declaration) && declaration.initializer ? pathOfGroup(declaration.initializer) : null;
  };
  const group = (path: string) => [...all.keys()].filter((one) => one === path || one.startsWith(`${path}.`));
  /** Not a use of all that is in it: its parts are named where it is read further. */
  const isPassage = (node: ts.Node): boolean => {
    const { parent } = node;
    if (ts.isNonNullExpression(parent) || ts.isParenthesizedExpression(parent)) return isPassage(parent);
    if (ts.isPropertyAccessExpression(parent) && parent.expression === node) return true;
    if (ts.isElementAccessExpression(parent) && parent.expression === node) return true;
    return ts.isVariableDeclaration(parent) && parent.initializer === node && !parent.type;
  };
  const use = (path: string, node: ts.Node) => {
    if (all.has(path)) used.add(path);
    else if (!isPassage(node)) group(path).forEach((one) => used.add(one));
  };
  // Asking the checker takes time: it is asked only about names that a message or a group has.
  const names = new Set([...all.keys()].flatMap((path) => path.split('.')));
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node) && names.has(node.name.text)) {
      // Of a table that is typed by nothing but its keys' type, the checker knows no single message.
      const path = pathOf(checker.getSymbolAtLocation(node.name)) ?? `${pathOfGroup(node.expression)}.${node.name.text}`;
      use(path, node);
    } else if (ts.isElementAccessExpression(node)) {
      const path = pathOfGroup(node.expression);
      if (!path) return ts.forEachChild(node, visit);
      const type = checker.getTypeAtLocation(node.argumentExpression);
      const read = (type.isUnion() ? type.types : [type]).map((one) => (one.isStringLiteral() ? one.value : null));
      for (const one of read) group(one === null ? path : `${path}.${one}`).forEach((found) => used.add(found));
    } else if (ts.isBindingElement(node) && ts.isObjectBindingPattern(node.parent)) {
      const path = pathOfBinding(node);
      if (path && (all.has(path) || ts.isObjectBindingPattern(node.name))) use(path, node);
    }
    ts.forEachChild(node, visit);
  };
  // The lower floors know no messages (layers.test.ts).
  const floors = /^(?:parts|faces|element|site|embed|compose|messages\/(?:core-words|index))/;
  for (const file of program.getSourceFiles()) if (file.fileName.startsWith(web) && floors.test(file.fileName.slice(web.length))) visit(file);
  return used;
}

test('No message is unused', { timeout: 120_000 }, () => {
  const used = usedMessages();
  expect(used.size).toBeGreaterThan(100);
  expect([...all.keys()].filter((path) => !used.has(path))).toEqual([]);
});

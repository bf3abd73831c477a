import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { projectFiles } from './project-files';

/** An event or a command as the domain writes it out: its `type` and the union it belongs to. */
export interface Term {
  readonly name: string;
  readonly kind: 'event' | 'command';
  readonly union: string;
  readonly file: string;
}

const sources = (root: string, place: RegExp): string[] =>
  projectFiles(root).filter((file) => place.test(file) && /(?<!spec)\.ts$/.test(file));

/**
 * Every event and command of every decider, as the compiler understands them: the members of the exported types
 * `…Event` and `…Command` in the `domain` folders. Throws where a member's `type` is not written out.
 */
export function domainTerms(root: string): Term[] {
  const config = ts.readConfigFile(join(root, 'tsconfig.json'), (path) => ts.sys.readFile(path));
  const { options } = ts.parseJsonConfigFileContent({ ...config.config, include: [], files: [] }, ts.sys, root);
  const files = sources(root, /^libs\/[^/]+\/src\/domain\//);
  const program = ts.createProgram({
    rootNames: files.map((file) => join(root, file)),
    options: { ...options, types: [], noEmit: true, incremental: false },
  });
  const checker = program.getTypeChecker();

  const namesIn = (declaration: ts.TypeAliasDeclaration | ts.InterfaceDeclaration, where: string): string[] => {
    const union = checker.getTypeAtLocation(declaration.name);
    return (union.isUnion() ? union.types : [union]).flatMap((member) => {
      const discriminant = member.getProperty('type');
      const type = discriminant && checker.getTypeOfSymbol(discriminant);
      const spelled = type?.isUnion() ? type.types : type ? [type] : [];
      if (spelled.length === 0 || !spelled.every((one) => one.isStringLiteral()))
        throw new Error(`${where}: a member of ${declaration.name.text} has no type written out`);
      return spelled.map((one) => one.value);
    });
  };

  return files.flatMap((file) => {
    const source = program.getSourceFile(join(root, file));
    return (source?.statements ?? []).flatMap((statement): Term[] => {
      if (!ts.isTypeAliasDeclaration(statement) && !ts.isInterfaceDeclaration(statement)) return [];
      if (!statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) return [];
      const union = statement.name.text;
      const kind = union.endsWith('Event') ? 'event' : union.endsWith('Command') ? 'command' : null;
      return kind === null ? [] : namesIn(statement, file).map((name) => ({ name, kind, union, file }));
    });
  });
}

/** What the product can refuse, and what it can say about it. */
export interface RefusalCodes {
  /** Every code of every exported interface `…Refusals`. */
  readonly declared: readonly string[];
  /** Every entry of every `RefusalCatalogue<…>`: the code and the text of its title function as it stands. */
  readonly titled: readonly { readonly code: string; readonly title: string; readonly file: string }[];
}

export function refusalCodes(root: string): RefusalCodes {
  const declared: string[] = [];
  const titled: { code: string; title: string; file: string }[] = [];
  for (const file of sources(root, /^(libs|apps)\/[^/]+\/src\//)) {
    const source = ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.Latest, true);
    const keyOf = (name: ts.PropertyName | undefined) =>
      name && (ts.isStringLiteral(name) || ts.isIdentifier(name)) ? name.text : null;
    const visit = (node: ts.Node): void => {
      if (ts.isInterfaceDeclaration(node) && node.name.text.endsWith('Refusals'))
        declared.push(...node.members.flatMap(({ name }) => keyOf(name) ?? []));
      if (ts.isVariableDeclaration(node) && node.type && /^RefusalCatalogue</.test(node.type.getText())) {
        const entries =
          node.initializer && ts.isObjectLiteralExpression(node.initializer) ? node.initializer.properties : [];
        for (const entry of entries) {
          const code = keyOf(entry.name);
          if (!code || !ts.isPropertyAssignment(entry)) continue;
          const parts = ts.isObjectLiteralExpression(entry.initializer) ? entry.initializer.properties : [];
          const title = parts.find((part) => keyOf(part.name) === 'title');
          titled.push({ code, title: title?.getText() ?? '', file });
        }
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return { declared: [...new Set(declared)], titled };
}

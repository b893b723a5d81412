import { join, relative, sep } from "node:path";
import ts from "typescript";

const ROOT = join(__dirname, "../..");

/** Published folders whose barrel is what others may import. */
const FOLDERS = ["standards", "components", "blueprints", "policies", "engine"] as const;

/**
 * What each published folder exports, as text by path from the repository's folder.
 * @param folders Default: every published folder.
 */
export function apiReports(folders: readonly string[] = FOLDERS): ReadonlyMap<string, string> {
  const { config } = ts.readConfigFile(join(ROOT, "tsconfig.json"), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
  const program = ts.createProgram(folders.map(barrel), {
    ...options,
    declaration: true,
    emitDeclarationOnly: true,
    noEmit: false,
    incremental: false,
    tsBuildInfoFile: undefined,
    outDir: ROOT,
  });
  const declarations = new Declarations(program);
  return new Map(folders.map((folder) => [`${folder}/api.md`, reportOf(folder, program, declarations)]));
}

function barrel(folder: string): string {
  return join(ROOT, folder, "index.ts");
}

function reportOf(folder: string, program: ts.Program, declarations: Declarations): string {
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(barrel(folder));
  const module = source && checker.getSymbolAtLocation(source);
  const exported = module ? checker.getExportsOfModule(module) : [];
  const texts = exported
    .map((symbol) => ({ name: symbol.name, of: resolved(symbol, checker) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, of }) => declarations.of(of, name));
  return [
    `# What @plinth/${folder} exports`,
    "Written by `npm run generate -- api`. A change here changes the package for its users and needs an entry in the changelog.",
    `\`\`\`ts\n${texts.join("\n\n")}\n\`\`\`\n`,
  ].join("\n\n");
}

/** What a name of a barrel stands for in the end. */
function resolved(symbol: ts.Symbol, checker: ts.TypeChecker): ts.Symbol {
  return (symbol.flags & ts.SymbolFlags.Alias) !== 0 ? checker.getAliasedSymbol(symbol) : symbol;
}

/** Declarations as the compiler writes them for users: inferred types written out, bodies left out. */
class Declarations {
  readonly #files = new Map<string, ts.SourceFile>();
  readonly #printer = ts.createPrinter({ removeComments: true });

  constructor(private readonly program: ts.Program) {}

  of(symbol: ts.Symbol, name: string): string {
    const texts = (symbol.declarations ?? []).map((declaration) => this.#text(declaration, symbol.name, name));
    return [...new Set(texts)].join("\n");
  }

  #text(declaration: ts.Declaration, declared: string, name: string): string {
    const source = declaration.getSourceFile();
    if (ts.isSourceFile(declaration)) return `export * as ${name} from "${shown(source.fileName)}";`;
    if (!source.fileName.startsWith(ROOT) || source.isDeclarationFile) return `export { ${name} };`;
    const emitted = this.#emitted(source);
    const statements = emitted.statements.filter((statement) => namesOf(statement).includes(declared));
    return statements.map((statement) => this.#print(statement, emitted)).join("\n");
  }

  /** Without what users cannot reach: private members. */
  #print(statement: ts.Statement, source: ts.SourceFile): string {
    const shown = ts.isClassDeclaration(statement)
      ? ts.factory.updateClassDeclaration(
          statement,
          statement.modifiers,
          statement.name,
          statement.typeParameters,
          statement.heritageClauses,
          statement.members.filter((member) => !isPrivate(member)),
        )
      : statement;
    return this.#printer.printNode(ts.EmitHint.Unspecified, shown, source).replace("export declare ", "export ");
  }

  #emitted(source: ts.SourceFile): ts.SourceFile {
    const known = this.#files.get(source.fileName);
    if (known) return known;
    let text = "";
    const write: ts.WriteFileCallback = (_, written) => {
      text = written;
    };
    this.program.emit(source, write, undefined, true);
    const emitted = ts.createSourceFile(source.fileName, text, ts.ScriptTarget.ES2022, true);
    this.#files.set(source.fileName, emitted);
    return emitted;
  }
}

function isPrivate(member: ts.ClassElement): boolean {
  const isMarked = (ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Private) !== 0;
  return isMarked || (member.name !== undefined && ts.isPrivateIdentifier(member.name));
}

function namesOf(statement: ts.Statement): readonly string[] {
  if (ts.isVariableStatement(statement)) return statement.declarationList.declarations.map((one) => one.name.getText());
  const named =
    ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isFunctionDeclaration(statement) ||
    ts.isEnumDeclaration(statement);
  return named && statement.name ? [statement.name.text] : [];
}

function shown(file: string): string {
  return relative(ROOT, file).split(sep).join("/");
}

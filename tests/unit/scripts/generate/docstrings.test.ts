import assert from "node:assert/strict";
import { componentsIn } from "../../../../scripts/generate/components";
import { declarationsIn, declarationsOf, docsOf, sourceOf } from "../../../../scripts/generate/docstrings";

const TEXT = `/**
 * Keeps things,
 * safely.
 *
 * @example
 * const a = {
 *   b: 1,
 * };
 * @throws Error if it cannot.
 */
export class Store extends Base implements Kept {
  /** Its name. */
  readonly name: string;
  private readonly hidden = 1;
  /** @internal */
  readonly inner = 1;
  /** Lets a role read. */
  grantRead(role: Role): void {}
}
export interface Args { /** In days. */ readonly days?: number }
export type Level = "low" | "high";
export function pick(a: number /* which */): Level { return "low"; }
export const A = 1, B = 2;
class Own {}
`;

describe("docstrings", () => {
  const declared = declarationsIn("components/data/store.ts", TEXT);
  const [store] = declared;

  it("are read for every exported declaration", () => {
    assert.deepEqual(
      declared.map(({ kind, name }) => `${kind} ${name}`),
      ["class Store", "interface Args", "type Level", "function pick", "const A", "const B"],
    );
  });

  it("have their text in one line, examples as they are, and other tags", () => {
    assert.equal(store?.docs.text, "Keeps things, safely.");
    assert.deepEqual(store?.docs.examples, ["const a = {\n  b: 1,\n};"]);
    assert.deepEqual(store?.docs.tags, [{ name: "throws", text: "Error if it cannot." }]);
  });

  it("have public members with their types, and bases", () => {
    assert.deepEqual(store?.bases, ["Base", "Kept"]);
    assert.deepEqual(
      store?.members.map(({ name, type, docs }) => [name, type, docs.text]),
      [
        ["name", "string", "Its name."],
        ["grantRead", "(role: Role): void", "Lets a role read."],
      ],
    );
    assert.equal(declared[1]?.members[0]?.optional, true);
    assert.equal(declared[3]?.signature, "(a: number): Level");
  });

  it("are read from files too", () => {
    assert.ok(declarationsOf([__filename.replace(/tests.*/, "scripts/generate/docstrings.ts")]).length > 5);
    const [first] = sourceOf(__filename.replace(/tests.*/, "scripts/generate/components.ts")).statements.slice(1);
    assert.match(first ? docsOf(first).text : "", /^Components: classes that the package exports/);
  });
});

describe("components among declarations", () => {
  const of = (name: string, base: string) =>
    declarationsIn(`/repo/components/data/${name.toLowerCase()}.ts`, `export class ${name} extends ${base} {}`);
  const declared = [...of("Base", "PlinthComponent"), ...of("Store", "Base"), ...of("Fault", "Error")];

  it("are classes that the barrel exports and whose bases lead to PlinthComponent", () => {
    const barrel =
      'export type { Base } from "./data/base";\nexport { Store } from "./data/store";\nexport * from "./data/fault";\n';

    assert.deepEqual(
      componentsIn(declared, barrel).map(({ name }) => name),
      ["Store"],
    );
  });

  it("are found below export *", () => {
    assert.deepEqual(
      componentsIn(declared, 'export * from "./data/base";\n').map(({ name }) => name),
      ["Base"],
    );
  });
});

import assert from "node:assert/strict";
import ts from "typescript";
import { documentationOf, functionsOf } from "../../../scripts/figures";

function sourceOf(text: string): ts.SourceFile {
  return ts.createSourceFile("a.ts", text, ts.ScriptTarget.ES2022, true);
}

/** Names, each with + if it is as it should be and - if not. */
function lookedAt(text: string, kind: "exports" | "members" | "defaults"): string[] {
  return documentationOf(sourceOf(text), "a.ts")[kind].map(({ at, good }) => `${good ? "+" : "-"} ${at.split(" ")[1]}`);
}

describe("figures of documentation", () => {
  it("count exported declarations, all constants of a statement, and nothing that stays inside", () => {
    const text = "/** Doc. */\nexport const a = 1, b = 2;\nexport function c() {}\nfunction d() {}\nexport type E = 1;";

    assert.deepEqual(lookedAt(text, "exports"), ["+ a", "+ b", "- c", "- E"]);
  });

  it("count overloads once, as documented if one of them is", () => {
    const text =
      "/** Doc. */\nexport function a(b: 1): 1;\nexport function a(b: 2): 2;\nexport function a(b: 1 | 2) { return b; }";

    assert.deepEqual(lookedAt(text, "exports"), ["+ a"]);
  });

  it("count members of interfaces and object types", () => {
    const text = "export interface A {\n  /** Doc. */\n  b: 1;\n  c(): void;\n}\nexport type D = {\n  e: 1;\n};";

    assert.deepEqual(lookedAt(text, "members"), ["+ A.b", "- A.c", "- D.e"]);
  });

  it("count public members of classes, an accessor once, and parameters that are properties", () => {
    const text = `export class A {
      constructor(/** Doc. */ readonly b: 1, private readonly c: 1, d: 1) {}
      /** Doc. */
      get e() { return 1; }
      set e(value) {}
      protected f() {}
      #g = 1;
      override h() {}
      readonly i = 1;
    }`;

    assert.deepEqual(lookedAt(text, "members"), ["+ A.b", "+ A.e", "- A.i"]);
  });

  it("count functions in exported objects, frozen or constant ones too, and no data", () => {
    const text =
      "export const a = { b: 1, c: () => 1, d() {} } as const;\nexport const e = Object.freeze({ f: () => 1 });";

    assert.deepEqual(lookedAt(text, "members"), ["- a.c", "- a.d", "- e.f"]);
  });

  it("count no functions in objects whose type documents them", () => {
    const text = "export const a: A = { b: () => 1 };\nexport const c = { d: () => 1 } satisfies A;";

    assert.deepEqual(lookedAt(text, "members"), []);
  });

  it("ask optional members for their default", () => {
    const text = "export interface A {\n  /** Days. Default: 1. */\n  b?: 1;\n  /** Days. */\n  c?: 1;\n  d: 1;\n}";

    assert.deepEqual(lookedAt(text, "defaults"), ["+ A.b", "- A.c"]);
  });

  it("say where", () => {
    assert.equal(documentationOf(sourceOf("\n\nexport const a = 1;"), "x/a.ts").exports[0]?.at, "x/a.ts:3 a");
  });
});

describe("figures of length", () => {
  it("count the lines of functions, methods and constants that are functions", () => {
    const text = "function a() {\n}\nconst b = () => {\n\n};\nclass C {\n  constructor() {}\n  d() {\n  }\n}";

    assert.deepEqual(
      functionsOf(sourceOf(text), "a.ts").map(({ at, lines }) => `${at} ${lines}`),
      ["a.ts:1 a 2", "a.ts:3 b 3", "a.ts:7 constructor 1", "a.ts:8 d 2"],
    );
  });
});

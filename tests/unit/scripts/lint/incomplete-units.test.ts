import assert from "node:assert/strict";
import { textOf } from "../../../../scripts/lint/finding";
import { incompleteUnits } from "../../../../scripts/lint/incomplete-units";
import { tree } from "./tree";

/** A tree in which each kind of unit has one, complete. */
const COMPLETE: Readonly<Record<string, string>> = {
  "components/index.ts": 'export { Store } from "./data/store";\n',
  "components/data/store.ts":
    "/**\n * Stores.\n * @example\n * new Store();\n */\nexport class Store extends PlinthComponent {}\n",
  "components/data/base.ts": "export abstract class Base extends PlinthComponent {}\n",
  "tests/unit/components/urns.json": '{ "Store": [] }',
  "docs/components/store.md": "",
  "policies/rules/data/index.ts": 'import { rule } from "./store-is-good/rule";',
  "policies/rules/data/store-is-good/rule.ts": 'export const rule: Rule = { family: "retention" };',
  "policies/rules/data/store-is-good/examples.ts": "",
  "policies/rules/data/store-is-good/why.md": "",
  "policies/frameworks/nist.yaml": "rules:\n  - store-is-good\n",
  "docs/rules/store-is-good.md": "",
  "standards/events/json-schema.ts": 'import { usage } from "./usage";',
  "standards/events/usage.ts": "",
  "standards/events/usage.schema.json": "{}",
  "blueprints/README.md": "| `support` | answers |\n",
  "blueprints/stack/registry.ts": 'require("../support")',
  "blueprints/support/index.ts": "",
  "blueprints/support/README.md": "",
  "blueprints/support/changes.yaml": "",
  "blueprints/support/examples/minimal.yaml": "",
  "blueprints/support/examples/production.yaml": "",
  "services/chat/index.ts": "",
  "services/chat/README.md": "",
  "tests/unit/services/chat/handler.test.ts": "",
};

/** What is found after one file is gone, or has another text. */
function foundWith(change: Readonly<Record<string, string | undefined>>): string[] {
  const files = Object.entries({ ...COMPLETE, ...change }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return incompleteUnits(tree(Object.fromEntries(files))).map(textOf);
}

/** Each part that a unit may lack, and what is said of it. */
const FOUND: readonly (readonly [string, string | undefined, string])[] = [
  [
    "components/data/store.ts",
    "/** Stores. */\nexport class Store extends PlinthComponent {}\n",
    "components/data/store.ts: has no example of Store; add @example to the comment of the class: code that compiles, and that the contract test previews",
  ],
  [
    "tests/unit/components/urns.json",
    "{}",
    "tests/unit/components/urns.json: has no entry for Store; PLINTH_UPDATE_INVENTORY=1 npx mocha tests/unit/components/contract.test.ts",
  ],
  [
    "docs/components/store.md",
    undefined,
    "docs/components/store.md: has no page of Store; npm run generate -- components",
  ],
  [
    "policies/rules/data/index.ts",
    "",
    'policies/rules/data/index.ts: has no rule store-is-good; import it from "./store-is-good/rule" and list it',
  ],
  [
    "policies/rules/data/store-is-good/examples.ts",
    undefined,
    "policies/rules/data/store-is-good/examples.ts: has no examples; export one example for each outcome: pass, violation, undetermined, not-applicable",
  ],
  [
    "policies/rules/data/store-is-good/why.md",
    undefined,
    "policies/rules/data/store-is-good/why.md: has no reason; say what the rule prevents, its exceptions and its sources",
  ],
  [
    "policies/frameworks/nist.yaml",
    "rules: []\n",
    "policies/frameworks: has no control that the rule store-is-good serves; list its id below rules of a control's clause, with the reason",
  ],
  [
    "docs/rules/store-is-good.md",
    undefined,
    "docs/rules/store-is-good.md: has no page of the rule; npm run generate -- rules",
  ],
  [
    "standards/events/json-schema.ts",
    "",
    "standards/events/json-schema.ts: has no event of usage.ts; import its schema and add it to EVENTS",
  ],
  [
    "standards/events/usage.schema.json",
    undefined,
    "standards/events/usage.schema.json: has no JSON schema of the event; npm run generate -- schemas",
  ],
  [
    "blueprints/support/examples/minimal.yaml",
    undefined,
    "blueprints/support/examples/minimal.yaml: has no example of the blueprint; write the configuration of a stack that deploys it",
  ],
  [
    "blueprints/support/changes.yaml",
    undefined,
    "blueprints/support/changes.yaml: has no changes of a running stack; list what may be set on a running stack, then PLINTH_UPDATE_INVENTORY=1 npx mocha tests/exhaustive/changes.test.ts",
  ],
  [
    "blueprints/support/README.md",
    undefined,
    "blueprints/support/README.md: has no README of the blueprint; say what it deploys and what it needs; npm run generate -- graphs adds its picture",
  ],
  [
    "blueprints/README.md",
    "",
    "blueprints/README.md: has no row for the blueprint support; add a row to its table: what it deploys, into which account",
  ],
  [
    "blueprints/stack/registry.ts",
    "",
    "blueprints/stack/registry.ts: has no blueprint of blueprints/support; add it to BLUEPRINTS, under the name that plinth:blueprint takes",
  ],
  [
    "services/chat/README.md",
    undefined,
    "services/chat/README.md: has no README of the service; say what starts it, its environment variables, what it reads and writes, and its errors",
  ],
  [
    "tests/unit/services/chat/handler.test.ts",
    undefined,
    "tests/unit/services/chat: has no test of the service; test its handler in tests/unit/services/chat/handler.test.ts",
  ],
];

describe("the check for incomplete units", () => {
  it("finds nothing where every unit has its parts", () => {
    assert.deepEqual(foundWith({}), []);
  });

  for (const [path, text, finding] of FOUND) {
    it(`finds what is missing ${text === undefined ? "without" : "in"} ${path}`, () => {
      assert.deepEqual(foundWith({ [path]: text }), [finding]);
    });
  }

  it("asks for no examples of the landing zone, of which an organization has one", () => {
    const found = foundWith({ "blueprints/landing-zone/index.ts": "" });

    assert.equal(found.length, 4);
    assert.ok(found.every((one) => !one.includes("example")));
  });

  it("takes a class that is exported only as a type for no component", () => {
    const barrel = `${COMPLETE["components/index.ts"]}export type { Base } from "./data/base";\n`;

    assert.deepEqual(foundWith({ "components/index.ts": barrel }), []);
  });
});

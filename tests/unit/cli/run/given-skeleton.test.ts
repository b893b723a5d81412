import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { OutsideRead } from "@plinth/engine";
import { RunGiven } from "../../../../cli/run/run-given";

const READS: readonly OutsideRead[] = [
  { kind: "resource", name: "aws:ec2/vpc:Vpc", args: { id: "vpc-1", name: "v" }, given: [], missing: ["cidrBlock"] },
  { kind: "function", name: "aws:ec2/getVpc:getVpc", args: { default: true }, given: ["arn"], missing: ["id"] },
  { kind: "function", name: "aws:a/b:b", args: { key: "planted-key", at: 1 }, given: [], missing: ["id"] },
  { kind: "stack", name: "organization/network/prod", args: {}, given: [], missing: ["vpcId", "b"] },
  { kind: "stack", name: "organization/network/prod", args: {}, given: [], missing: ["a"] },
  { kind: "stack", name: "acme/data/prod", args: {}, given: ["x"], missing: [] },
];
const mask = (value: unknown) => (value === "planted-key" ? "[secret]" : value);

describe("the skeleton of given values", () => {
  let file: string;
  beforeEach(() => {
    file = join(mkdtempSync(join(tmpdir(), "plinth-skeleton-")), "given.yaml");
  });
  afterEach(() => rmSync(join(file, ".."), { recursive: true }));

  const write = (reads = READS) => new RunGiven({ writeGiven: file }).write(reads, mask);
  const written = () => readFileSync(file, "utf8").replace(/^(#.*\n)*\n/, "");

  it("has what was read and is not given, in an order of its own, without a secret", () => {
    assert.equal(write(), 6);

    const expected = `version: 1
functions:
  - function: aws:a/b:b
    arguments:
      at: 1
    result:
      id:
  - function: aws:ec2/getVpc:getVpc
    arguments:
      default: true
    result:
      id:
resources:
  - type: aws:ec2/vpc:Vpc
    id: vpc-1
    outputs:
      cidrBlock:
stacks:
  network/prod:
    a:
    b:
    vpcId:
`;
    assert.equal(written(), expected);
    write([...READS].reverse());
    assert.equal(written(), expected);
  });

  it("keeps what the file has, and adds the rest", () => {
    const before = `version: 1
# reviewed in spring
stacks:
  network/prod: { vpcId: vpc-1 }
functions:
  - function: aws:a/b:b # short
    arguments: { at: 1 }
    result: { id: { "fn::secret": planted-key } }
`;
    writeFileSync(file, before);

    assert.equal(write(), 4);
    assert.equal(
      written(),
      `version: 1
# reviewed in spring
stacks:
  network/prod: { vpcId: vpc-1, a:, b: }
functions:
  - function: aws:a/b:b # short
    arguments: { at: 1 }
    result: { id: { "fn::secret": planted-key } }
  - function: aws:ec2/getVpc:getVpc
    arguments:
      default: true
    result:
      id:
resources:
  - type: aws:ec2/vpc:Vpc
    id: vpc-1
    outputs:
      cidrBlock:
`,
    );
    assert.equal(new RunGiven({ given: file }).values?.stackOutputs("organization/network/prod")?.vpcId, "vpc-1");
  });

  it("keeps comments of a file that says nothing, and ends of lines", () => {
    for (const before of ["", "# mine\n", "\r\n# mine\r\n"]) {
      writeFileSync(file, before);
      assert.equal(write(), 6);
      const text = readFileSync(file, "utf8");
      assert.equal(text.includes("# mine"), before.includes("# mine"));
      assert.equal(
        text.split("\n").every((line) => line === "" || line.endsWith("\r")),
        before.includes("\r"),
      );
      assert.match(text, /version: 1\r?\n/);
    }
  });

  it("is not written without a file for it", () => {
    assert.equal(new RunGiven({}).write(READS, mask), undefined);
  });
});

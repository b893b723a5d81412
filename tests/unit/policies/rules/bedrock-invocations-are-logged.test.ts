import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createEstate, judge, type ResourceRecord, rules } from "@plinth/policies";
import { type Fault, loadStandard, PlinthError, parseStandard, type Standard } from "@plinth/standards";
import { REPOSITORY } from "../../../support/repository";

const rule = rules.find(({ id }) => id === "bedrock-invocations-are-logged") ?? assert.fail("no such rule");
const declaration = { accountId: "210987654321", region: "eu-west-1", stack: "plinth/security", owner: "platform" };
const standard: Standard = { ...loadStandard(), invocationLogging: [declaration] };

function record(
  stack: string,
  type: string,
  account = declaration.accountId,
  region = declaration.region,
): ResourceRecord {
  const urn = `urn:pulumi:${stack}::plinth::${type}::it`;
  const provider = { region, allowedAccountIds: JSON.stringify([account]) };
  const props = { loggingConfig: { s3Config: { bucketName: "records" } } };
  return type === "pulumi:pulumi:Stack"
    ? { type, urn, name: stack, props: {} }
    : { type, urn, name: "it", props, provider };
}
const agent = (account?: string, region?: string) =>
  record("shop", "aws:bedrock/agentAgent:AgentAgent", account, region);
const logging = (account?: string, region?: string) =>
  record("security", "aws:bedrockmodel/invocationLoggingConfiguration:InvocationLoggingConfiguration", account, region);
const stack = (name: string) => record(name, "pulumi:pulumi:Stack");

function verdictOn(first: ResourceRecord, ...others: readonly ResourceRecord[]) {
  const [judgement] = judge([rule], createEstate([first, ...others], standard));
  return judgement?.verdict ?? assert.fail("not asked");
}

describe("invocation logging that another stack configures", () => {
  it("is evidence where the standard declares it for the account and the region", () => {
    assert.deepEqual(verdictOn(agent()), {
      outcome: "pass",
      evidence:
        "stack plinth/security records the invocations of account 210987654321 in eu-west-1, as the standard declares (platform)",
    });
  });

  it("is not for another account, another region or an account that nothing tells", () => {
    assert.equal(verdictOn(agent("111111111111")).outcome, "undetermined");
    assert.equal(verdictOn(agent(undefined, "eu-central-1")).outcome, "undetermined");
    assert.equal(verdictOn({ ...agent(), provider: { region: "eu-west-1" } }).outcome, "undetermined");
  });

  it("is demanded of the stack that is declared", () => {
    assert.equal(verdictOn(stack("security"), logging()).outcome, "pass");
    assert.deepEqual(verdictOn(stack("security")), {
      outcome: "violation",
      found: "security does not record the invocations of account 210987654321 in eu-west-1",
      required: "the invocation logging that the standard declares of this stack, and that others rely on",
      fix: "add InvocationLogging there, or take the declaration out of the standard's invocationLogging",
    });
    assert.equal(verdictOn(stack("security"), logging("111111111111")).outcome, "violation");
    assert.equal(verdictOn(stack("security"), { ...logging(), provider: {} }).outcome, "undetermined");
  });

  it("is demanded of no other stack", () => assert.equal(verdictOn(stack("shop"), agent()).outcome, "not-applicable"));

  it("refuses a declaration without account, region, stack and owner in their forms", () => {
    const text = readFileSync(join(REPOSITORY, "standards/standard.yaml"), "utf8");
    const broken = text.replace(
      "invocationLogging: []",
      'invocationLogging: [{ accountId: "12", region: Ireland, stack: security, owner: "" }]',
    );

    assert.deepEqual(
      faultsOf(broken).map(({ path }) => path),
      ["accountId", "region", "stack", "owner"].map((name) => `invocationLogging[0].${name}`),
    );
  });
});

function faultsOf(text: string): readonly Fault[] {
  try {
    parseStandard(text, "acme.yaml");
  } catch (error) {
    if (error instanceof PlinthError) return error.faults;
    throw error;
  }
  return [];
}

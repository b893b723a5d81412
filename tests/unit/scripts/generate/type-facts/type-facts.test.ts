import assert from "node:assert/strict";
import { factsOf } from "../../../../../scripts/generate/type-facts";
import type { SchemaProperty } from "../../../../../scripts/generate/type-facts/schema";

const text = (name: string, rest: Partial<SchemaProperty> = {}): SchemaProperty => ({
  name,
  doc: "",
  kind: "string",
  lists: 0,
  ...rest,
});

/** The facts of one type with these properties, whose objects have these members. */
function factsWith(
  properties: readonly SchemaProperty[],
  members: Readonly<Record<string, readonly SchemaProperty[]>> = {},
) {
  const resources = new Map([["aws:new/thing:Thing", properties]]);
  return factsOf([{ resources, members: (object) => members[object] ?? [] }]).get("aws:new/thing:Thing");
}

describe("facts of a type that nobody has listed", () => {
  it("follow its properties into objects and lists", () => {
    const network = text("networkConfiguration", { kind: "object", object: "Network" });
    const targets = text("targets", { kind: "object", object: "Target", lists: 1 });
    const members = {
      Network: [text("subnetIds", { lists: 1 }), text("assignPublicIp", { kind: "boolean" })],
      Target: [text("roleArn")],
    };
    assert.deepEqual(factsWith([network, targets], members), {
      subnets: ["networkConfiguration.subnetIds[]"],
      publicSwitches: ["networkConfiguration.assignPublicIp"],
      roles: ["targets[].roleArn"],
    });
  });

  it("take a role by what the documentation says of it", () => {
    const iam = text("loggingRole", { doc: "ARN of an IAM role that allows the service to write logs." });
    const ldap = text("userRoleName", { doc: "Name of the LDAP attribute for the user group membership." });
    assert.deepEqual(factsWith([iam, ldap]), { roles: ["loggingRole"] });
  });

  it("take a role by what AWS's specification says that it refers to", () => {
    assert.deepEqual(factsWith([text("runner", { refers: ["AWS::IAM::Role"] })]), { roles: ["runner"] });
  });

  it("take every member of a map of roles", () => {
    assert.deepEqual(factsWith([text("roles", { kind: "map" })]), { roles: ["roles{}"] });
  });

  it("take no principal that something is granted to for a role that runs", () => {
    assert.deepEqual(factsWith([text("principal", { refers: ["AWS::IAM::Role"] })]), {});
  });

  it("tell retention from expiring certificates, sessions and caches", () => {
    const expiry = text("expirationInDays", { kind: "number", doc: "Days until a certificate expires." });
    const ttl = text("cacheTtlInSeconds", { kind: "number" });
    assert.deepEqual(factsWith([text("retentionDays", { kind: "number" }), expiry, ttl]), {
      retention: ["retentionDays"],
    });
  });

  it("tell permissions from policies of retries and of lifecycles", () => {
    const given = [text("policy", { doc: "The policy." }), text("redrivePolicy"), text("scalingPolicy")];
    assert.deepEqual(factsWith(given), { policyDocuments: ["policy"] });
  });

  it("take a list of names with values for an environment", () => {
    const list = text("environmentVariables", { kind: "object", object: "Variable", lists: 1 });
    assert.deepEqual(factsWith([list], { Variable: [text("name"), text("value")] }), {
      environment: ["environmentVariables[]"],
    });
  });

  it("end where an object holds itself", () => {
    const statement = text("statement", { kind: "object", object: "Statement" });
    const facts = factsWith([statement], { Statement: [statement, text("kmsKeyId")] });
    assert.deepEqual(facts, { keys: ["statement.kmsKeyId"] });
  });
});

import assert from "node:assert/strict";
import { createEstate, type ResourceRecord } from "@plinth/policies";
import { loadStandard } from "@plinth/standards";
import { mayChooseTag } from "../../../../../policies/readers/iam/session-tags";
import { isForCode, isForCompute, sessionsOf, trustOf } from "../../../../../policies/readers/iam/trust";

type Statement = Readonly<Record<string, unknown>>;

function roleTrusting(...statements: readonly Statement[]): ResourceRecord {
  return {
    type: "aws:iam/role:Role",
    urn: "urn:pulumi:test::test::aws:iam/role:Role::role",
    name: "role",
    props: {
      assumeRolePolicy: JSON.stringify({
        Statement: statements.map((s) => ({ Effect: "Allow", Action: "sts:AssumeRole", ...s })),
      }),
    },
  };
}

function trustIn(...statements: readonly Statement[]) {
  const role = roleTrusting(...statements);
  return trustOf(role, createEstate([role], loadStandard()));
}

const service = (name: string, condition: object = {}): Statement => ({
  Principal: { Service: `${name}.amazonaws.com` },
  Condition: condition,
});

describe("a service that a role trusts", () => {
  it("acts for a workload unless it is listed as the account's", () => {
    for (const name of ["codebuild", "emr-serverless", "states.eu-west-1", "a-service-of-next-year"])
      assert.equal(isForCompute(trustIn(service(name))), true, name);
    for (const name of ["backup", "config", "vpc-flow-logs"])
      assert.equal(isForCompute(trustIn(service(name))), false, name);
  });

  it("runs code or hands data on", () => {
    assert.equal(isForCode(trustIn(service("codebuild"))), true);
    assert.equal(isForCode(trustIn(service("firehose"))), false);
  });

  it("may lend it to people", () => {
    for (const name of ["rolesanywhere", "chatbot", "credentials.iot"]) {
      const trust = trustIn(service(name));
      assert.equal(trust.people.length, 1, name);
      assert.equal(isForCompute(trust), false, name);
    }
  });

  it("lends it to the holder of one certificate, who may be no person", () => {
    const { people, complete } = trustIn(
      service("rolesanywhere", { StringEquals: { "aws:PrincipalTag/x509Subject/CN": "batch" } }),
    );
    assert.deepEqual({ people, complete }, { people: [], complete: false });
    const any = trustIn(service("rolesanywhere", { StringLike: { "aws:PrincipalTag/x509Subject/CN": "*" } }));
    assert.equal(any.people.length, 1);
  });
});

describe("an identity pool that a role trusts", () => {
  const pool = (amr?: string): Statement => ({
    Action: "sts:AssumeRoleWithWebIdentity",
    Principal: { Federated: "cognito-identity.amazonaws.com" },
    Condition: { "ForAnyValue:StringLike": amr ? { "cognito-identity.amazonaws.com:amr": amr } : {} },
  });

  it("signs people in, or lets anyone in", () => {
    assert.deepEqual(trustIn(pool("authenticated")).people, ["people signed in through Cognito"]);
    assert.deepEqual(trustIn(pool("unauthenticated")).people, ["anyone, without signing in"]);
  });
});

describe("the service accounts that a role trusts", () => {
  it("are those of the conditions on the subject", () => {
    const provider = "oidc.eks.eu-west-1.amazonaws.com/id/1A2B";
    const subjects = ["system:serviceaccount:support:api", "system:serviceaccount:support:worker"];
    const { pods, serviceAccounts } = trustIn({
      Action: "sts:AssumeRoleWithWebIdentity",
      Principal: { Federated: `arn:aws:iam::210987654321:oidc-provider/${provider}` },
      Condition: { StringEquals: { [`${provider}:sub`]: subjects, [`${provider}:aud`]: "sts.amazonaws.com" } },
    });
    assert.deepEqual({ pods, serviceAccounts }, { pods: true, serviceAccounts: subjects });
  });
});

describe("people who act as a role by what uses it", () => {
  const role = roleTrusting(service("sagemaker"));
  const user = (type: string, props: Record<string, unknown>): ResourceRecord => ({
    type,
    urn: `urn:pulumi:test::test::${type}::user`,
    name: "user",
    props,
    edges: Object.fromEntries(Object.keys(props).map((key) => [key, [role.urn]])),
  });
  const named: ResourceRecord = { ...role, id: "role", props: { ...role.props, name: "role" } };
  const peopleOf = (other: ResourceRecord) => sessionsOf(named, createEstate([named, other], loadStandard())).people;

  it("are those who open a notebook", () => {
    assert.deepEqual(peopleOf(user("aws:sagemaker/notebookInstance:NotebookInstance", { roleArn: "role" })), [
      "people who open user",
    ]);
  });

  it("are not those of a model, nor of a studio that keeps the role to itself", () => {
    assert.deepEqual(peopleOf(user("aws:sagemaker/model:Model", { executionRoleArn: "role" })), []);
    assert.deepEqual(peopleOf(user("aws:emr/studio:Studio", { serviceRole: "role" })), []);
    assert.deepEqual(peopleOf(user("aws:emr/studio:Studio", { userRole: "role" })), ["people who open user"]);
  });
});

describe("a tag of a session", () => {
  const people = { Principal: { AWS: "arn:aws:iam::210987654321:root" } };
  const chosen = (...statements: readonly Statement[]) => mayChooseTag(roleTrusting(...statements), "Team");
  const tagging = { ...people, Action: ["sts:AssumeRole", "sts:TagSession"] };

  it("is chosen by callers who may tag the session", () => {
    assert.equal(chosen(tagging), true);
    assert.equal(chosen(people), false);
    assert.equal(chosen(people, { ...people, Action: "sts:*" }), true);
  });

  it("is not chosen where the trust policy allows other keys, or one value that callers are given", () => {
    assert.equal(
      chosen({ ...tagging, Condition: { "ForAllValues:StringEquals": { "aws:TagKeys": ["cost"] } } }),
      false,
    );
    assert.equal(chosen({ ...tagging, Condition: { "ForAllValues:StringEquals": { "aws:TagKeys": ["team"] } } }), true);
    assert.equal(
      chosen(tagging, { ...tagging, Effect: "Deny", Condition: { Null: { "aws:RequestTag/Team": "false" } } }),
      false,
    );
  });

  it("is a service's own where a service tags it", () => {
    assert.equal(
      chosen({ Principal: { Service: "pods.eks.amazonaws.com" }, Action: ["sts:AssumeRole", "sts:TagSession"] }),
      false,
    );
  });
});

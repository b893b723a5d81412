import assert from "node:assert/strict";
import { UNKNOWN } from "@plinth/policies";
import { loadStandard } from "@plinth/standards";
import { readDocument } from "../../../../../policies/readers/iam/document";
import type { Permissions } from "../../../../../policies/readers/iam/evaluate";
import {
  isUncatalogued,
  modelsOf,
  profilesOf,
  textModels,
} from "../../../../../policies/readers/models/invocation-permissions";

const standard = loadStandard();
const MODELS = "arn:aws:bedrock:eu-west-1::foundation-model";
const STRANGER = "plinth-other";

function allowing(...resources: readonly unknown[]): Permissions {
  const document = readDocument({
    Statement: [{ Effect: "Allow", Action: "bedrock:InvokeModel", Resource: resources }],
  });
  return { identity: [{ name: "policy", document: document ?? UNKNOWN }], facts: new Map() };
}

describe("models that a policy speaks of", () => {
  it("are those that it names", () => {
    const arn = `${MODELS}/anthropic.claude-sonnet-4-6`;
    assert.deepEqual(modelsOf(allowing(arn), standard), [arn]);
  });

  it("are, behind a wildcard, a stranger and what the catalogue has", () => {
    assert.deepEqual(modelsOf(allowing(`${MODELS}/cohere.*`), standard), [
      `${MODELS}/cohere.${STRANGER}`,
      `${MODELS}/cohere.embed-multilingual-v3`,
    ]);
  });

  it("are any for a document that is not known yet", () => {
    const permissions = { identity: [{ name: "late", document: UNKNOWN }], facts: new Map() } satisfies Permissions;
    assert.equal(modelsOf(permissions, standard).length, standard.models.length + 1);
  });

  it("are none for profiles and buckets", () => {
    const profiles = "arn:aws:bedrock:eu-west-1:210987654321:application-inference-profile/*";
    assert.deepEqual(modelsOf(allowing(profiles, "arn:aws:s3:::sources/*"), standard), []);
  });

  it("leave embedding models out where answers matter", () => {
    const arns = [`${MODELS}/amazon.titan-embed-text-v2:0`, `${MODELS}/anthropic.claude-sonnet-4-6`];
    assert.deepEqual(textModels(allowing(...arns), standard), [arns[1]]);
  });

  it("come with the system profiles of the areas that are asked about", () => {
    const us = "arn:aws:bedrock:eu-west-1:210987654321:inference-profile/us.anthropic.claude-sonnet-4-6";
    const stranger = (area: string) => `arn:*:bedrock:*:*:inference-profile/${area}.${STRANGER}`;
    assert.deepEqual(profilesOf(allowing(us), ["us", "apac"]), [us, stranger("us"), stranger("apac")]);
    assert.deepEqual(profilesOf(allowing(us), ["apac"]), [stranger("apac")]);
    assert.equal(isUncatalogued(stranger("us")), true);
    assert.equal(isUncatalogued(us), false);
  });
});

import assert from "node:assert/strict";
import {
  createUrn,
  isProviderType,
  nameOfUrn,
  packageOfToken,
  parseUrn,
  providerType,
  STACK_TYPE,
  stackOfUrn,
  stackUrn,
  typeOfUrn,
  urnOfProviderReference,
} from "@plinth/standards/pulumi/urn";

const SCOPE = { stack: "prod", project: "shop" };
const BUCKET = "urn:pulumi:prod::shop::plinth:index:Store$aws:s3/bucket:Bucket::documents";

describe("A URN", () => {
  it("has a stack, a project, the types of resource and ancestors, and a name", () => {
    assert.deepEqual(parseUrn(BUCKET), {
      stack: "prod",
      project: "shop",
      qualifiedType: "plinth:index:Store$aws:s3/bucket:Bucket",
      type: "aws:s3/bucket:Bucket",
      name: "documents",
    });
    assert.deepEqual(
      [stackOfUrn(BUCKET), typeOfUrn(BUCKET), nameOfUrn(BUCKET)],
      ["prod", "aws:s3/bucket:Bucket", "documents"],
    );
  });

  it("has a name that may hold colons and dollar signs", () => {
    const urn = createUrn(SCOPE, "", "cloud:index:Thing", "a::b$c");

    assert.equal(urn, "urn:pulumi:prod::shop::cloud:index:Thing::a::b$c");
    assert.deepEqual([nameOfUrn(urn), typeOfUrn(urn)], ["a::b$c", "cloud:index:Thing"]);
  });

  it("names the types of the ancestors, and not the stack's", () => {
    const component = createUrn(SCOPE, stackUrn(SCOPE), "plinth:index:Store", "store");

    assert.equal(component, "urn:pulumi:prod::shop::plinth:index:Store::store");
    assert.equal(createUrn(SCOPE, component, "aws:s3/bucket:Bucket", "documents"), BUCKET);
  });

  it("of a stack is named after project and stack", () => {
    assert.equal(stackUrn(SCOPE), `urn:pulumi:prod::shop::${STACK_TYPE}::shop-prod`);
  });

  it("lacks what a malformed one does not say", () => {
    assert.deepEqual(parseUrn("urn:pulumi:prod"), {
      stack: "prod",
      project: "",
      qualifiedType: "",
      type: "",
      name: "",
    });
    assert.equal(stackOfUrn("urn:pulumi:*::name"), "*");
    assert.equal(nameOfUrn(""), "");
  });
});

describe("A token", () => {
  it("belongs to a package", () => {
    assert.deepEqual(
      ["aws:s3/bucket:Bucket", "aws:index/getRegion:getRegion", "plinth:index:Store", ""].map(packageOfToken),
      ["aws", "aws", "plinth", ""],
    );
  });

  it("is a provider's by its prefix", () => {
    assert.equal(providerType("aws"), "pulumi:providers:aws");
    assert.deepEqual([providerType("aws"), "aws:s3/bucket:Bucket", STACK_TYPE].map(isProviderType), [
      true,
      false,
      false,
    ]);
  });
});

describe("A reference to a provider", () => {
  it("is the provider's URN and its id", () => {
    const urn = createUrn(SCOPE, "", providerType("aws"), "default_7_48_0");

    assert.equal(urnOfProviderReference(`${urn}::04da6b54`), urn);
  });
});

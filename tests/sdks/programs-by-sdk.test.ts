import assert from "node:assert/strict";
import { dependencies } from "../../engine/package.json";
import { devDependencies } from "../../package.json";
import type { ComparableStack } from "../end-to-end/support/comparable";
import { newest, type Packages, previewOn } from "./support/lane";

const PINNED = dependencies["@pulumi/pulumi"];
const OLDEST = "3.200.0";
const NEWEST = newest("@pulumi/pulumi");
/** The last version 6 of the AWS provider's SDK. */
const AWS_6 = "6.83.4";

/** SDKs on the versions of Node.js that they run on: from 3.249 on they need 22. */
const LANES = [
  [OLDEST, 20],
  [OLDEST, 24],
  [PINNED, 20],
  [PINNED, 22],
  [PINNED, 24],
  [NEWEST, 22],
  [NEWEST, 24],
] as const;

describe("a program registers the same, whatever SDK it has and whatever Node.js runs it:", () => {
  describe("everything that a program can say, with version 7 of the AWS provider's SDK", () => {
    const packagesWith = (sdk: string): Packages => ({
      "@pulumi/pulumi": sdk,
      "@pulumi/aws": dependencies["@pulumi/aws"],
      "@pulumi/random": devDependencies["@pulumi/random"],
    });
    // On the real engine as well: tests/end-to-end/conformance.test.ts.
    let expected: ComparableStack;
    before(() => {
      expected = previewOn(20, packagesWith(PINNED), "rich", "base", "app");
      assert.equal(Object.keys(expected).length, 23);
    });

    for (const [sdk, node] of LANES) {
      it(`@pulumi/pulumi ${sdk} on Node.js ${node}`, () => {
        const stack = previewOn(node, packagesWith(sdk), "rich", "base", "app");
        const comparable = sdk === OLDEST ? withoutComponentInputs : (all: ComparableStack) => all;
        assert.deepEqual(comparable(stack), comparable(expected));
      });
    }
  });

  describe("version 6 of the AWS provider's SDK", () => {
    const urn = (types: string, name: string) => `urn:pulumi:dev::aws6::${types}::${name}`;
    const expected = [
      urn("aws:iam/role:Role", "reader"),
      urn("aws:lambda/function:Function", "created"),
      urn("aws:s3/bucket:Bucket$aws:s3/bucketNotification:BucketNotification", "created"),
      urn("aws:s3/bucket:Bucket$aws:s3:BucketEventSubscription$aws:lambda/permission:Permission", "created"),
      urn("aws:s3/bucket:Bucket$aws:s3:BucketEventSubscription", "created"),
      urn("aws:s3/bucket:Bucket", "uploads"),
      urn("aws:s3/bucketV2:BucketV2$aws:s3/bucketVersioningV2:BucketVersioningV2", "records"),
      urn("aws:s3/bucketV2:BucketV2", "records"),
      urn("pulumi:providers:aws", "default_6_83_4"),
      urn("pulumi:providers:aws", "elsewhere"),
      urn("pulumi:pulumi:Stack", "aws6-dev"),
    ];

    for (const [sdk, node] of LANES) {
      it(`@pulumi/pulumi ${sdk} on Node.js ${node}`, () => {
        const stack = previewOn(node, { "@pulumi/pulumi": sdk, "@pulumi/aws": AWS_6 }, "aws6", "dev");
        assert.deepEqual(Object.keys(stack).sort(), expected);
      });
    }
  });
});

/** Older SDKs do not send what a program gives to a component of its own. */
function withoutComponentInputs(stack: ComparableStack): ComparableStack {
  return Object.fromEntries(
    Object.entries(stack).map(([urn, resource]) => [
      urn,
      resource.custom ? resource : { ...resource, inputs: {}, dependencies: [], propertyDependencies: {} },
    ]),
  );
}

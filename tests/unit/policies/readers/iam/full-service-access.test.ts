import assert from "node:assert/strict";
import { UNKNOWN } from "@plinth/policies";
import { readDocument } from "../../../../../policies/readers/iam/document";
import { fullServiceAccess } from "../../../../../policies/readers/iam/full-service-access";
import { unscopedPermission } from "../../../../../policies/readers/iam/unscoped-permissions";

const documentOf = (...statements: readonly object[]) => readDocument({ Statement: statements }) ?? UNKNOWN;
const allow = (Action: unknown, Resource: unknown = "*") => ({ Effect: "Allow", Action, Resource });

describe("a document that gives a service whole", () => {
  const cases: [
    title: string,
    document: ReturnType<typeof documentOf>,
    service: string | undefined | typeof UNKNOWN,
  ][] = [
    ["is told of a star", documentOf(allow("*")), "every service"],
    [
      "is told of everything but one service",
      documentOf({ Effect: "Allow", NotAction: "iam:*", Resource: "*" }),
      "every service",
    ],
    ["is told of one service in any case", documentOf(allow("S3:*")), "s3"],
    ["is told of every function", documentOf(allow("lambda:*", "arn:aws:lambda:*:*:function:*")), "lambda"],
    ["is not told of some actions", documentOf(allow(["s3:Get*", "s3:Put*"])), undefined],
    [
      "is not told of one table",
      documentOf(allow("dynamodb:*", "arn:aws:dynamodb:eu-west-1:1:table/support")),
      undefined,
    ],
    ["is not known while its actions are not", documentOf(allow(UNKNOWN)), UNKNOWN],
  ];
  for (const [title, document, service] of cases) {
    it(title, () => {
      const whole = fullServiceAccess("p", document);
      assert.equal(whole === UNKNOWN ? UNKNOWN : whole?.service, service);
    });
  }
});

describe("an action that could have named its resource", () => {
  const used = (...statements: readonly object[]) => {
    const use = unscopedPermission({ name: "p", document: documentOf(...statements) });
    return use === UNKNOWN ? UNKNOWN : use?.actions.join(" ");
  };

  it("is found on every resource", () => assert.equal(used(allow("sqs:SendMessage")), "sqs:SendMessage"));
  it("is found behind a pattern", () => assert.equal(used(allow("s3:Put*", "arn:aws:s3:::*")), "s3:Put*"));
  it("is found beside others, each by its name", () =>
    assert.equal(
      used(allow(["s3:ListAllMyBuckets", "sqs:SendMessage", "sns:Publish", "translate:TranslateText"])),
      "sqs:SendMessage sns:Publish",
    ));
  for (const action of [
    "cloudwatch:PutMetricData",
    "comprehend:StartPiiEntitiesDetectionJob",
    "ec2:CreateNetworkInterface",
  ])
    it(`is not ${action}, which need not name one`, () => assert.equal(used(allow(action)), undefined));
  for (const action of ["s3:PutObject", "es:ESHttpGet", "logs:CreateExportTask", "events:PutTargets"])
    it(`is ${action}, whatever alternatives it has`, () => assert.equal(used(allow(action)), action));
  it("is not looked for where it can only be asked of everything", () =>
    assert.equal(used(allow(["ecr:GetAuthorizationToken", "logs:DescribeLogGroups"])), undefined));
  it("is not known while its resource is not", () => assert.equal(used(allow("sqs:SendMessage", UNKNOWN)), UNKNOWN));
});

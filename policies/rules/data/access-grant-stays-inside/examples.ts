import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { bucket, model } from "../example-buckets";

type Outcome = RuleExample["outcome"];

const OWN = "111122223333";
const FOREIGN = "999900001111";
const ROLE = `arn:aws:iam::${FOREIGN}:role/reader`;
const PERMISSION = "aws:lambda/permission:Permission";
const COLLECTION = "aws:opensearch/serverlessAccessPolicy:ServerlessAccessPolicy";
const resource = (type: string, props: Record<string, unknown>) => ({
  type,
  name: "grant",
  props,
  provider: { allowedAccountIds: [OWN] },
});
const given = (title: string, type: string, props: Record<string, unknown>, outcome: Outcome): RuleExample => ({
  title,
  resources: [resource(type, props), model],
  outcome,
});
const permission = (props: Record<string, unknown>) => ({
  action: "lambda:InvokeFunction",
  function: "answers",
  ...props,
});
const PEERING = "aws:ec2/vpcPeeringConnection:VpcPeeringConnection";
const SEARCH = "aws:opensearch/outboundConnection:OutboundConnection";
const collection = (...principals: string[]) => ({
  type: "data",
  policy: JSON.stringify([
    {
      Rules: [{ ResourceType: "index", Resource: ["index/answers/*"], Permission: ["aoss:*"] }],
      Principal: principals,
    },
  ]),
});

const workteam = (team: string) => ({
  humanLoopConfig: { workteamArn: `arn:aws:sagemaker:eu-west-1:${team}` },
});

export const examples: RuleExample[] = [
  given(
    "a review by people of its own",
    "aws:sagemaker/flowDefinition:FlowDefinition",
    workteam(`${OWN}:workteam/private-crowd/care`),
    "pass",
  ),
  given(
    "a review by the public crowd",
    "aws:sagemaker/flowDefinition:FlowDefinition",
    workteam("394669845002:workteam/public-crowd/default"),
    "violation",
  ),
  given("a role of its own account", PERMISSION, permission({ principal: `arn:aws:iam::${OWN}:role/caller` }), "pass"),
  given("a foreign account", PERMISSION, permission({ principal: FOREIGN }), "violation"),
  given("one role of a foreign account", PERMISSION, permission({ principal: ROLE }), "violation"),
  given(
    "everybody in the organisation",
    PERMISSION,
    permission({ principal: "*", principalOrgId: "o-a1b2c3d4e5" }),
    "pass",
  ),
  given(
    "near miss: every organisation",
    PERMISSION,
    permission({ principal: "*", principalOrgId: "o-*" }),
    "violation",
  ),
  given(
    "near miss: APIs of every account",
    PERMISSION,
    permission({ principal: "*", sourceArn: "arn:aws:execute-api:eu-west-1:*:*/*" }),
    "violation",
  ),
  given("a network of a foreign account, peered", PEERING, { peerOwnerId: FOREIGN }, "violation"),
  given("a network of its own account, peered", PEERING, { peerOwnerId: OWN }, "pass"),
  given("a search domain of a foreign account", SEARCH, { remoteDomainInfo: { ownerId: FOREIGN } }, "violation"),
  given("a service, for any account", PERMISSION, permission({ principal: "s3.amazonaws.com" }), "violation"),
  given(
    "a service, for a foreign account",
    PERMISSION,
    permission({ principal: "events.amazonaws.com", sourceArn: `arn:aws:events:eu-west-1:${FOREIGN}:rule/nightly` }),
    "violation",
  ),
  given(
    "a service, for one bucket",
    PERMISSION,
    permission({ principal: "s3.amazonaws.com", sourceArn: "arn:aws:s3:::answers", sourceAccount: OWN }),
    "pass",
  ),
  {
    title: "a service, for a rule that this program makes",
    resources: [
      {
        ...resource(PERMISSION, permission({ principal: "events.amazonaws.com", sourceArn: UNKNOWN })),
        refersTo: { sourceArn: "nightly" },
      },
      { type: "aws:cloudwatch/eventRule:EventRule", name: "nightly", props: {} },
      model,
    ],
    outcome: "pass",
  },
  given(
    "a source that is not known yet",
    PERMISSION,
    permission({ principal: "events.amazonaws.com", sourceArn: UNKNOWN }),
    "undetermined",
  ),
  given(
    "a layer for everybody",
    "aws:lambda/layerVersionPermission:LayerVersionPermission",
    { action: "lambda:GetLayerVersion", principal: "*" },
    "violation",
  ),
  given(
    "a layer for the organisation",
    "aws:lambda/layerVersionPermission:LayerVersionPermission",
    { action: "lambda:GetLayerVersion", principal: "*", organizationId: "o-a1b2c3d4e5" },
    "pass",
  ),
  given(
    "a bus for everybody in the organisation",
    "aws:cloudwatch/eventPermission:EventPermission",
    { principal: "*", condition: { key: "aws:PrincipalOrgID", type: "StringEquals", value: "o-a1b2c3d4e5" } },
    "pass",
  ),
  given("a bus for everybody", "aws:cloudwatch/eventPermission:EventPermission", { principal: "*" }, "violation"),
  given("a key for a foreign role", "aws:kms/grant:Grant", { granteePrincipal: ROLE }, "violation"),
  given(
    "a key for its own role",
    "aws:kms/grant:Grant",
    { granteePrincipal: `arn:aws:iam::${OWN}:role/handler` },
    "pass",
  ),
  given(
    "vectors for a foreign account",
    "aws:opensearch/serverlessAccessPolicy:ServerlessAccessPolicy",
    collection(`arn:aws:iam::${OWN}:role/handler`, ROLE),
    "violation",
  ),
  given(
    "vectors for its own role",
    "aws:opensearch/serverlessAccessPolicy:ServerlessAccessPolicy",
    collection(`arn:aws:iam::${OWN}:role/handler`),
    "pass",
  ),
  ...[
    `arn:aws:iam::${OWN}:role/aws-reserved/sso.amazonaws.com/*`,
    `arn:aws:iam::${OWN}:root`,
    `saml/${OWN}/corp/group/*`,
  ].map((principal) =>
    given(
      `vectors for a whole account, ${principal.replace(OWN, "account")}`,
      COLLECTION,
      collection(principal),
      "violation",
    ),
  ),
  given(
    "a domain for everybody who signs in at one group",
    COLLECTION,
    collection(`saml/${OWN}/corp/group/search`),
    "pass",
  ),
  given(
    "tables for a foreign account",
    "aws:lakeformation/permissions:Permissions",
    { principal: `${FOREIGN}:IAMPrincipals` },
    "violation",
  ),
  given(
    "tables for everybody with IAM permissions here",
    "aws:lakeformation/permissions:Permissions",
    { principal: "IAM_ALLOWED_PRINCIPALS" },
    "pass",
  ),
  given(
    "a share with the organisation",
    "aws:ram/principalAssociation:PrincipalAssociation",
    { principal: `arn:aws:organizations::${FOREIGN}:organization/o-a1b2c3d4e5` },
    "pass",
  ),
  given(
    "a share with a foreign account",
    "aws:ram/principalAssociation:PrincipalAssociation",
    { principal: FOREIGN },
    "violation",
  ),
  given(
    "a share that takes outsiders",
    "aws:ram/resourceShare:ResourceShare",
    { name: "models", allowExternalPrincipals: true },
    "violation",
  ),
  given(
    "objects for a foreign role",
    "aws:s3control/accessGrant:AccessGrant",
    { grantee: { granteeType: "IAM", granteeIdentifier: ROLE } },
    "violation",
  ),
  given(
    "objects for everybody by an access list",
    "aws:s3/bucketAcl:BucketAcl",
    { bucket: "elsewhere", acl: "public-read" },
    "violation",
  ),
  given("a private access list", "aws:s3/bucketAcl:BucketAcl", { bucket: "elsewhere", acl: "private" }, "pass"),
  given(
    "an access list with an account by its canonical id",
    "aws:s3/bucketAcl:BucketAcl",
    {
      bucket: "elsewhere",
      accessControlPolicy: { owner: { id: "aa" }, grants: [{ grantee: { id: "bb", type: "CanonicalUser" } }] },
    },
    "undetermined",
  ),
  given("a snapshot for a foreign account", "aws:rds/snapshot:Snapshot", { sharedAccounts: [FOREIGN] }, "violation"),
  given(
    "logs that go to a foreign account",
    "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter",
    { destinationArn: `arn:aws:logs:eu-west-1:${FOREIGN}:destination:collect` },
    "violation",
  ),
  given(
    "a schedule that sends to a queue of a foreign account",
    "aws:scheduler/schedule:Schedule",
    { target: { arn: `arn:aws:sqs:eu-west-1:${FOREIGN}:answers` } },
    "violation",
  ),
  given(
    "near miss: a schedule that calls AWS's API",
    "aws:scheduler/schedule:Schedule",
    { target: { arn: "arn:aws:scheduler:::aws-sdk:sagemaker:createTransformJob" } },
    "pass",
  ),
  given(
    "failures of a function, with what it was asked, in a foreign account",
    "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
    { destinationConfig: { onFailure: { destination: `arn:aws:sns:eu-west-1:${FOREIGN}:failures` } } },
    "violation",
  ),
  given(
    "copies of backups in a foreign account",
    "aws:backup/plan:Plan",
    { rules: [{ copyActions: [{ destinationVaultArn: `arn:aws:backup:eu-west-1:${FOREIGN}:backup-vault:copies` }] }] },
    "violation",
  ),
  given("backups without copies", "aws:backup/plan:Plan", { rules: [{ ruleName: "daily" }] }, "pass"),
  given(
    "messages for a queue of a foreign account",
    "aws:pipes/pipe:Pipe",
    { target: `arn:aws:sqs:eu-west-1:${FOREIGN}:messages` },
    "violation",
  ),
  given(
    "objects for a bucket of a foreign account",
    "aws:s3/bucketReplicationConfig:BucketReplicationConfig",
    { rules: [{ destination: { bucket: "arn:aws:s3:::theirs", account: FOREIGN } }] },
    "violation",
  ),
  given(
    "a document for two accounts, one of them foreign",
    "aws:ssm/document:Document",
    { permissions: { type: "Share", accountIds: `${OWN},${FOREIGN}` } },
    "violation",
  ),
  {
    title: "a program that has nothing to do with models",
    resources: [resource(PERMISSION, permission({ principal: FOREIGN }))],
    outcome: "violation",
  },
  {
    title: "an account, where it is not known which is its own",
    resources: [{ ...resource(PERMISSION, permission({ principal: FOREIGN })), provider: {} }, model],
    outcome: "undetermined",
  },
  given(
    "everybody on the internet, which another rule asks",
    PERMISSION,
    permission({ principal: "*" }),
    "not-applicable",
  ),
  {
    title: "a bucket of public data",
    resources: [
      {
        type: "aws:s3/bucketAcl:BucketAcl",
        name: "list",
        props: { acl: "public-read" },
        refersTo: { bucket: "answers" },
      },
      bucket("public"),
    ],
    outcome: "not-applicable",
  },
];

import { isSet, topLevelProperty } from "../../core/properties";
import type { ResourceRecord } from "../../core/rule";
import { isObject, type PlainObject, valuesAt } from "../../core/values";
import { canonicalType } from "../../core/variants";
import { pathsOf, typesWith } from "../resource/type-facts";

/** Why the documents of a type are no resource policies, or are asked elsewhere. Every other type's are. */
const INERT: Readonly<Record<string, string>> = {
  ...each("identity policy: it gives permissions to what holds it", [
    "aws:eks/podIdentityAssociation:PodIdentityAssociation",
    "aws:iam/group:Group",
    "aws:iam/groupPolicy:GroupPolicy",
    "aws:iam/policy:Policy",
    "aws:iam/role:Role",
    "aws:iam/rolePolicy:RolePolicy",
    "aws:iam/user:User",
    "aws:iam/userPolicy:UserPolicy",
    "aws:iot/policy:Policy",
    "aws:organizations/policy:Policy",
    "aws:rolesanywhere/profile:Profile",
    "aws:ssoadmin/permissionSet:PermissionSet",
    "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy",
    "aws:transfer/access:Access",
    "aws:transfer/user:User",
  ]),
  ...each("its language names no principals of other accounts", [
    "aws:cloudwatch/logAccountPolicy:LogAccountPolicy",
    "aws:cloudwatch/logDataProtectionPolicy:LogDataProtectionPolicy",
    "aws:cloudwatch/logIndexPolicy:LogIndexPolicy",
    "aws:ivs/channel:Channel",
    "aws:networkmanager/coreNetwork:CoreNetwork",
    "aws:networkmanager/coreNetworkPolicyAttachment:CoreNetworkPolicyAttachment",
    "aws:resiliencehub/resiliencyPolicy:ResiliencyPolicy",
    "aws:sns/dataProtectionPolicy:DataProtectionPolicy",
    "aws:verifiedaccess/endpoint:Endpoint",
    "aws:verifiedaccess/group:Group",
  ]),
  ...each("kms-key-policy-stays-inside asks it", [
    "aws:kms/externalKey:ExternalKey",
    "aws:kms/key:Key",
    "aws:kms/keyPolicy:KeyPolicy",
    "aws:kms/replicaExternalKey:ReplicaExternalKey",
    "aws:kms/replicaKey:ReplicaKey",
  ]),
  ...each("s3-bucket-policy-stays-inside asks it", ["aws:s3/bucket:Bucket"]),
  ...each("vpc-endpoint-policy-is-narrow asks it", [
    "aws:ec2/vpcEndpoint:VpcEndpoint",
    "aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy",
  ]),
  ...each("access-grant-stays-inside asks it", [
    "aws:opensearch/serverlessAccessPolicy:ServerlessAccessPolicy",
    "aws:opensearch/serverlessSecurityPolicy:ServerlessSecurityPolicy",
  ]),
  "aws:backup/vault:Vault": "the policy that CloudFormation has in it is read as a resource of its own",
  "aws:vpclattice/authPolicy:AuthPolicy": "only networks that are associated reach what it guards",
};

/** An action that reads or uses what the policy is about, where `<module>:Use` would be none of AWS's. */
const ACTIONS: Readonly<Record<string, string>> = {
  apigateway: "execute-api:Invoke",
  backup: "backup:CopyIntoBackupVault",
  bedrock: "bedrock-agentcore:InvokeAgentRuntime",
  cloudwatch: "events:PutEvents",
  dynamodb: "dynamodb:GetItem",
  ecr: "ecr:BatchGetImage",
  efs: "elasticfilesystem:ClientRootAccess",
  elasticsearch: "es:ESHttpGet",
  glue: "glue:GetTable",
  kinesis: "kinesis:GetRecords",
  lambda: "lambda:InvokeFunction",
  opensearch: "es:ESHttpGet",
  s3: "s3:GetObject",
  s3control: "s3:GetObject",
  s3tables: "s3tables:GetTableData",
  secretsmanager: "secretsmanager:GetSecretValue",
  sns: "sns:Publish",
  sqs: "sqs:SendMessage",
};

/**
 * Policies that the schemas do not tell from other texts and objects: a statement alone, and documents of any form. Derived
 * from @pulumi/aws 7.48.0 and @pulumi/aws-native 1.79.0.
 */
const OTHER_PATHS: Readonly<Record<string, readonly string[]>> = {
  "aws:cloudwatch/eventBusPolicy:EventBusPolicy": ["statement"],
  "aws:organizations/resourcePolicy:ResourcePolicy": ["content"],
  "aws:sagemaker/modelPackageGroup:ModelPackageGroup": ["modelPackageGroupPolicy"],
};
/** Types of `aws-native` that `@pulumi/aws` has no counterpart of, and that carry no resource policy. */
const NATIVE_IDENTITY = /^aws-native:(iam|serverless):/;

/** Types that carry a resource policy, which says who of other accounts may use them. */
export const RESOURCE_POLICY_TYPES: readonly string[] = [
  ...new Set([
    ...typesWith("policyDocuments").filter((type) => !isReadAsAnother(type) && INERT[type] === undefined),
    ...Object.keys(OTHER_PATHS),
  ]),
];

function isReadAsAnother(type: string): boolean {
  return !type.startsWith("aws:") && (NATIVE_IDENTITY.test(type) || canonicalType(type) !== type);
}

/** Types with a policy document that no rule asks as a resource policy, each with the reason. */
export const INERT_DOCUMENT_TYPES: ReadonlyMap<string, string> = new Map(Object.entries(INERT));

/** The policies that a program gives a resource, as they stand in its properties. */
export function resourcePoliciesOf(resource: ResourceRecord): readonly unknown[] {
  return [...pathsOf(resource.type, "policyDocuments"), ...(OTHER_PATHS[resource.type] ?? [])]
    .filter((path) => isSet(resource, topLevelProperty(path)))
    .flatMap((path) => valuesAt(resource.props, path))
    .map((value) => (isObject(value) && isStatement(value) ? { Statement: value } : value));
}

/** Whether a value is one statement, as an event bus of CloudFormation takes it. */
function isStatement(value: PlainObject): boolean {
  return Object.keys(value).some((key) => key.toLowerCase() === "effect");
}

/** An action that stands for all where a statement of a type's policy names none. */
export function actionOf(type: string): string {
  const [, module = ""] = /^aws:([^/]+)/.exec(type) ?? [];
  return ACTIONS[module] ?? `${module}:Use`;
}

function each(reason: string, types: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(types.map((type) => [type, reason]));
}

import { topLevelProperty } from "../properties";
import { type ResourceRecord, UNKNOWN } from "../rule";
import { isObject, listOf, valuesAt } from "../values";

/** Something that CloudFormation says inside of a resource, and `@pulumi/aws` in a resource of its own. */
interface Part {
  /** Where it is, in the names of `aws-native`; `[]` makes a resource of each member. */
  readonly at: string;
  /** The type of `@pulumi/aws`. */
  readonly type: string;
  /** The property of the part that names the resource around it. Default: none, it stands for that resource itself. */
  readonly owner?: string;
  /** Properties of the part, and where they are in the value; the empty text is the value. Default: those of the value. */
  readonly props?: Readonly<Record<string, string>>;
  /** Properties that it has from the resource around it, by their names there. Default: none. */
  readonly inherits?: Readonly<Record<string, string>>;
}

const instance = { instanceArn: "instanceArn" };

/** Source: `@pulumi/aws-native` 1.79.0 against `@pulumi/aws` 7.48.0, read 2026-11. */
const PARTS: Readonly<Record<string, readonly Part[]>> = {
  "aws-native:backup:BackupVault": [
    {
      at: "lockConfiguration",
      type: "aws:backup/vaultLockConfiguration:VaultLockConfiguration",
      owner: "backupVaultName",
      props: {
        changeableForDays: "changeableForDays",
        minRetentionDays: "minRetentionDays",
        maxRetentionDays: "maxRetentionDays",
      },
    },
    { at: "accessPolicy", type: "aws:backup/vaultPolicy:VaultPolicy", owner: "backupVaultName", props: { policy: "" } },
  ],
  "aws-native:sso:PermissionSet": [
    {
      at: "inlinePolicy",
      type: "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy",
      owner: "permissionSetArn",
      props: { inlinePolicy: "" },
      inherits: instance,
    },
    {
      at: "managedPolicies[]",
      type: "aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment",
      owner: "permissionSetArn",
      props: { managedPolicyArn: "" },
      inherits: instance,
    },
    {
      at: "customerManagedPolicyReferences[]",
      type: "aws:ssoadmin/customerManagedPolicyAttachment:CustomerManagedPolicyAttachment",
      owner: "permissionSetArn",
      props: { customerManagedPolicyReference: "" },
      inherits: instance,
    },
    {
      at: "permissionsBoundary",
      type: "aws:ssoadmin/permissionsBoundaryAttachment:PermissionsBoundaryAttachment",
      owner: "permissionSetArn",
      props: { permissionsBoundary: "" },
      inherits: instance,
    },
  ],
  "aws-native:events:Rule": [
    {
      at: "targets[]",
      type: "aws:cloudwatch/eventTarget:EventTarget",
      owner: "rule",
      inherits: { eventBusName: "eventBusName" },
    },
  ],
  "aws-native:apigateway:Method": [
    {
      at: "integration",
      type: "aws:apigateway/integration:Integration",
      inherits: { restApiId: "restApi", resourceId: "resourceId", httpMethod: "httpMethod" },
    },
  ],
  "aws-native:apigateway:Stage": [
    {
      at: "methodSettings[]",
      type: "aws:apigateway/methodSettings:MethodSettings",
      props: { settings: "" },
      inherits: { restApiId: "restApi", stageName: "stageName" },
    },
  ],
  "aws-native:sns:Topic": [
    { at: "subscription[]", type: "aws:sns/topicSubscription:TopicSubscription", owner: "topic" },
  ],
  "aws-native:ecr:Repository": [
    {
      at: "repositoryPolicyText",
      type: "aws:ecr/repositoryPolicy:RepositoryPolicy",
      owner: "repository",
      props: { policy: "" },
    },
    {
      at: "lifecyclePolicy",
      type: "aws:ecr/lifecyclePolicy:LifecyclePolicy",
      owner: "repository",
      props: { policy: "lifecyclePolicyText" },
    },
  ],
  "aws-native:iam:User": [
    { at: "loginProfile", type: "aws:iam/userLoginProfile:UserLoginProfile", owner: "user", props: {} },
    { at: "groups", type: "aws:iam/userGroupMembership:UserGroupMembership", owner: "user", props: { groups: "" } },
  ],
  "aws-native:efs:FileSystem": [
    {
      at: "fileSystemPolicy",
      type: "aws:efs/fileSystemPolicy:FileSystemPolicy",
      owner: "fileSystemId",
      props: { policy: "" },
    },
    {
      at: "backupPolicy",
      type: "aws:efs/backupPolicy:BackupPolicy",
      owner: "fileSystemId",
      props: { backupPolicy: "" },
    },
  ],
  "aws-native:dynamodb:Table": [
    {
      at: "resourcePolicy.policyDocument",
      type: "aws:dynamodb/resourcePolicy:ResourcePolicy",
      owner: "resourceArn",
      props: { policy: "" },
    },
  ],
  "aws-native:logs:LogGroup": [
    {
      at: "dataProtectionPolicy",
      type: "aws:cloudwatch/logDataProtectionPolicy:LogDataProtectionPolicy",
      owner: "logGroupName",
      props: { policyDocument: "" },
    },
  ],
  "aws-native:organizations:Policy": [
    {
      at: "targetIds[]",
      type: "aws:organizations/policyAttachment:PolicyAttachment",
      owner: "policyId",
      props: { targetId: "" },
    },
  ],
  "aws-native:sqs:QueuePolicy": [
    {
      at: "queues[]",
      type: "aws:sqs/queuePolicy:QueuePolicy",
      props: { queueUrl: "" },
      inherits: { policyDocument: "policy" },
    },
  ],
  "aws-native:sns:TopicPolicy": [
    {
      at: "topics[]",
      type: "aws:sns/topicPolicy:TopicPolicy",
      props: { arn: "" },
      inherits: { policyDocument: "policy" },
    },
  ],
};

/** Types that are nothing but their parts: one policy for several queues or topics. */
const ONLY_PARTS = new Set(["aws-native:sqs:QueuePolicy", "aws-native:sns:TopicPolicy"]);

/** Whether all that a resource says is in its {@link partsOf parts}. */
export function isOnlyParts({ type }: ResourceRecord): boolean {
  return ONLY_PARTS.has(type);
}

/**
 * What a resource of `aws-native` says that is in resources of their own in `@pulumi/aws`. They stand within it: its URN
 * is how people find them.
 */
export function partsOf(record: ResourceRecord): readonly ResourceRecord[] {
  const parts = PARTS[record.type];
  if (!parts) return [];
  return parts.flatMap((part) => {
    const values = valuesAt(record.props, part.at);
    return values.map((value, index) => recordOf(part, value, index, record));
  });
}

function recordOf(part: Part, value: unknown, index: number, around: ResourceRecord): ResourceRecord {
  const { at, type, owner, inherits = {} } = part;
  const property = topLevelProperty(at);
  const own = propertiesOf(part, value);
  const inherited = Object.entries(inherits).filter(([from]) => around.props[from] !== undefined);
  const key = at.endsWith("[]") ? `${property}[${index}]` : property;
  const edges = around.edges ?? {};
  const ownEdges = edges[property] ? Object.keys(own).map((name) => [name, edges[property] ?? []] as const) : [];
  return {
    type,
    urn: `${around.urn}/${key}`,
    name: around.name,
    within: around.within ?? around.urn,
    parent: around.parent,
    provider: around.provider,
    props: {
      ...Object.fromEntries(inherited.map(([from, to]) => [to, around.props[from]])),
      ...own,
      ...(owner !== undefined && { [owner]: UNKNOWN }),
    },
    edges: {
      ...Object.fromEntries(inherited.flatMap(([from, to]) => (edges[from] ? [[to, edges[from]]] : []))),
      ...Object.fromEntries(ownEdges),
      ...(owner !== undefined && { [owner]: [around.urn] }),
    },
  };
}

function propertiesOf({ props }: Part, value: unknown): Readonly<Record<string, unknown>> {
  if (!props) return isObject(value) ? value : {};
  const entries = Object.entries(props).map(([to, from]) => [
    to,
    from === "" ? value : listOf(valuesAt(value, from))[0],
  ]);
  return Object.fromEntries(entries.filter(([, found]) => found !== undefined));
}

/** A type whose one resource is one setting of another resource: AWS keeps what the last of two of them wrote. */
export interface SettingWriter {
  /** Where it names what it is a setting of; nothing if that is the account and the region. */
  readonly target?: string;
  /** Types that the target can be, where it is named by a name; without them it is named by an ARN or an id. */
  readonly types?: readonly string[];
  /** What else tells one setting of a target from another, such as the key of a tag. */
  readonly keys?: readonly string[];
}

const writers = (types: readonly string[], writer: SettingWriter) =>
  Object.fromEntries(types.map((type) => [type, writer]));

const BUCKET_SETTINGS = [
  "Abac",
  "AccelerateConfiguration",
  "Acl",
  "CorsConfiguration",
  "LifecycleConfiguration",
  "Logging",
  "MetadataConfiguration",
  "Notification",
  "ObjectLockConfiguration",
  "OwnershipControls",
  "Policy",
  "PublicAccessBlock",
  "ReplicationConfig",
  "RequestPaymentConfiguration",
  "ServerSideEncryptionConfiguration",
  "Versioning",
  "WebsiteConfiguration",
];

/** Settings of an account in a region. */
const ACCOUNT_SETTINGS = [
  "aws:apigateway/account:Account",
  "aws:backup/regionSettings:RegionSettings",
  "aws:bedrock/agentcoreTokenVaultCmk:AgentcoreTokenVaultCmk",
  "aws:bedrockmodel/invocationLoggingConfiguration:InvocationLoggingConfiguration",
  "aws:ebs/defaultKmsKey:DefaultKmsKey",
  "aws:ebs/encryptionByDefault:EncryptionByDefault",
  "aws:ebs/snapshotBlockPublicAccess:SnapshotBlockPublicAccess",
  "aws:ec2/imageBlockPublicAccess:ImageBlockPublicAccess",
  "aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults",
  "aws:ec2/serialConsoleAccess:SerialConsoleAccess",
  "aws:ecr/registryPolicy:RegistryPolicy",
  "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration",
  "aws:ecr/replicationConfiguration:ReplicationConfiguration",
  "aws:emr/blockPublicAccessConfiguration:BlockPublicAccessConfiguration",
  "aws:glue/dataCatalogEncryptionSettings:DataCatalogEncryptionSettings",
  "aws:glue/resourcePolicy:ResourcePolicy",
  "aws:iam/accountPasswordPolicy:AccountPasswordPolicy",
  "aws:lakeformation/dataLakeSettings:DataLakeSettings",
  "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock",
  "aws:xray/encryptionConfig:EncryptionConfig",
];

/** Policies and settings of what they name by ARN or id alone. */
const BY_ARN: Readonly<Record<string, readonly string[]>> = {
  resourceArn: [
    "aws:acmpca/policy:Policy",
    "aws:bedrock/agentcoreResourcePolicy:AgentcoreResourcePolicy",
    "aws:codebuild/resourcePolicy:ResourcePolicy",
    "aws:dynamodb/resourcePolicy:ResourcePolicy",
    "aws:kinesis/resourcePolicy:ResourcePolicy",
    "aws:lambda/resourcePolicy:ResourcePolicy",
    "aws:opensearchingest/resourcePolicy:ResourcePolicy",
    "aws:redshift/resourcePolicy:ResourcePolicy",
    "aws:redshiftserverless/resourcePolicy:ResourcePolicy",
    "aws:vpclattice/resourcePolicy:ResourcePolicy",
    "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
    "aws:wafv2/webAclAssociation:WebAclAssociation",
  ],
  arn: ["aws:sns/topicPolicy:TopicPolicy", "aws:sns/dataProtectionPolicy:DataProtectionPolicy"],
  queueUrl: [
    "aws:sqs/queuePolicy:QueuePolicy",
    "aws:sqs/redrivePolicy:RedrivePolicy",
    "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy",
  ],
  secretArn: ["aws:secretsmanager/secretPolicy:SecretPolicy"],
  secretId: ["aws:secretsmanager/secretRotation:SecretRotation"],
  keyId: ["aws:kms/keyPolicy:KeyPolicy"],
  clusterArn: ["aws:msk/clusterPolicy:ClusterPolicy"],
  fileSystemId: ["aws:efs/fileSystemPolicy:FileSystemPolicy", "aws:efs/backupPolicy:BackupPolicy"],
  vectorBucketArn: ["aws:s3/vectorsVectorBucketPolicy:VectorsVectorBucketPolicy"],
  tableBucketArn: ["aws:s3tables/tableBucketPolicy:TableBucketPolicy"],
  accessPointArn: ["aws:s3control/accessPointPolicy:AccessPointPolicy"],
  vpcEndpointId: ["aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy"],
  restApiId: ["aws:apigateway/restApiPolicy:RestApiPolicy"],
  subnetId: ["aws:ec2/networkAclAssociation:NetworkAclAssociation"],
  vpcId: [
    "aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation",
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
    "aws:ec2/vpcDhcpOptionsAssociation:VpcDhcpOptionsAssociation",
  ],
  firewallArn: ["aws:networkfirewall/loggingConfiguration:LoggingConfiguration"],
  identityPoolId: ["aws:cognito/identityPoolRoleAttachment:IdentityPoolRoleAttachment"],
  sinkIdentifier: ["aws:oam/sinkPolicy:SinkPolicy"],
  workspaceId: ["aws:amp/resourcePolicy:ResourcePolicy"],
};

const byName = (target: string, ...types: readonly string[]): SettingWriter => ({ target, types });
const role = byName("role", "aws:iam/role:Role");
const domain = byName("domainName", "aws:opensearch/domain:Domain", "aws:elasticsearch/domain:Domain");
const vault = byName("backupVaultName", "aws:backup/vault:Vault");
const lambda = byName("functionName", "aws:lambda/function:Function");
const logGroup = byName("logGroupName", "aws:cloudwatch/logGroup:LogGroup");
const repository = byName("repository", "aws:ecr/repository:Repository");

/** Tags that a resource writes onto another one. */
export const TAG_WRITERS: Readonly<Record<string, SettingWriter & { readonly target: string }>> = {
  "aws:dynamodb/tag:Tag": { target: "resourceArn", keys: ["key"] },
  "aws:ec2/tag:Tag": { target: "resourceId", keys: ["key"] },
  "aws:ecs/tag:Tag": { target: "resourceArn", keys: ["key"] },
  "aws:organizations/tag:Tag": { target: "resourceId", keys: ["key"] },
  "aws:secretsmanager/tag:Tag": { target: "secretId", keys: ["key"] },
  "aws:transfer/tag:Tag": { target: "resourceArn", keys: ["key"] },
};

/**
 * Types of which AWS keeps one for each target. Each is imported by what `target` and `keys` name, which is how
 * `@pulumi/aws` 7.48.0 documents it under "Import" (read 2026-11); tests hold the names of properties against its
 * declarations.
 */
export const SETTING_WRITERS: Readonly<Record<string, SettingWriter>> = {
  ...writers(
    BUCKET_SETTINGS.map((name) => `aws:s3/bucket${name}:Bucket${name}`),
    byName("bucket", "aws:s3/bucket:Bucket"),
  ),
  ...writers(ACCOUNT_SETTINGS, {}),
  ...Object.assign({}, ...Object.entries(BY_ARN).map(([target, types]) => writers(types, { target }))),
  ...TAG_WRITERS,
  "aws:iam/rolePolicy:RolePolicy": { ...role, keys: ["name"] },
  "aws:iam/userPolicy:UserPolicy": { ...byName("user", "aws:iam/user:User"), keys: ["name"] },
  "aws:iam/groupPolicy:GroupPolicy": { ...byName("group", "aws:iam/group:Group"), keys: ["name"] },
  "aws:iam/rolePoliciesExclusive:RolePoliciesExclusive": { ...role, target: "roleName" },
  "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive": { ...role, target: "roleName" },
  "aws:opensearch/domainPolicy:DomainPolicy": domain,
  "aws:elasticsearch/domainPolicy:DomainPolicy": domain,
  "aws:backup/vaultPolicy:VaultPolicy": vault,
  "aws:backup/vaultLockConfiguration:VaultLockConfiguration": vault,
  "aws:ecr/repositoryPolicy:RepositoryPolicy": repository,
  "aws:ecr/lifecyclePolicy:LifecyclePolicy": repository,
  "aws:cloudwatch/logDataProtectionPolicy:LogDataProtectionPolicy": logGroup,
  "aws:cloudwatch/eventBusPolicy:EventBusPolicy": byName("eventBusName", "aws:cloudwatch/eventBus:EventBus"),
  "aws:glacier/vaultLock:VaultLock": byName("vaultName", "aws:glacier/vault:Vault"),
  "aws:lambda/functionUrl:FunctionUrl": { ...lambda, keys: ["qualifier"] },
  "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig": { ...lambda, keys: ["qualifier"] },
  "aws:lambda/functionRecursionConfig:FunctionRecursionConfig": lambda,
  "aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig": { ...lambda, keys: ["qualifier"] },
  "aws:sagemaker/modelPackageGroupPolicy:ModelPackageGroupPolicy": byName(
    "modelPackageGroupName",
    "aws:sagemaker/modelPackageGroup:ModelPackageGroup",
  ),
};

/** A setting that a resource of its own writes, and that its target can write inline too. */
interface InlineSetting extends SettingWriter {
  /** Path of the target to the same setting. */
  readonly inline: string;
  /** A property of the resource, and the value under which it writes this setting. Default: it always does. */
  readonly when?: readonly [property: string, value: string];
}

const inlineOf = (writer: string, inline: string): readonly InlineSetting[] => [{ ...SETTING_WRITERS[writer], inline }];

const added = (target: string, type: string, inline: string, when?: InlineSetting["when"]): InlineSetting => ({
  target,
  types: [type],
  inline,
  when,
});

const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const ACL = "aws:ec2/networkAcl:NetworkAcl";
const ROLE = "aws:iam/role:Role";

/** The property of a target that its own resource writes too, by the type of the resource. */
const INLINE_BY_WRITER: Readonly<Record<string, string>> = {
  "aws:s3/bucketPolicy:BucketPolicy": "policy",
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": "lifecycleRules[]",
  "aws:s3/bucketVersioning:BucketVersioning": "versioning",
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration":
    "serverSideEncryptionConfiguration",
  "aws:s3/bucketLogging:BucketLogging": "logging",
  "aws:s3/bucketReplicationConfig:BucketReplicationConfig": "replicationConfiguration",
  "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration": "objectLockConfiguration.rule",
  "aws:s3/bucketCorsConfiguration:BucketCorsConfiguration": "corsRules[]",
  "aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration": "website",
  "aws:s3/bucketAcl:BucketAcl": "grants[]",
  "aws:sqs/queuePolicy:QueuePolicy": "policy",
  "aws:sqs/redrivePolicy:RedrivePolicy": "redrivePolicy",
  "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy": "redriveAllowPolicy",
  "aws:sns/topicPolicy:TopicPolicy": "policy",
  "aws:kms/keyPolicy:KeyPolicy": "policy",
  "aws:secretsmanager/secretPolicy:SecretPolicy": "policy",
  "aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy": "policy",
  "aws:apigateway/restApiPolicy:RestApiPolicy": "policy",
  "aws:opensearch/domainPolicy:DomainPolicy": "accessPolicies",
  "aws:elasticsearch/domainPolicy:DomainPolicy": "accessPolicies",
};

/**
 * By the type of the resource that writes. `@pulumi/aws` 7.48.0 says of each inline property that it conflicts with the
 * resource of its own, or removes what the resource adds (read 2026-11).
 */
export const INLINE_SETTINGS: Readonly<Record<string, readonly InlineSetting[]>> = {
  ...Object.fromEntries(Object.entries(INLINE_BY_WRITER).map(([type, inline]) => [type, inlineOf(type, inline)])),
  "aws:iam/rolePolicy:RolePolicy": [added("role", ROLE, "inlinePolicies[].name")],
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": [added("role", ROLE, "managedPolicyArns[]")],
  "aws:ec2/securityGroupRule:SecurityGroupRule": [
    added("securityGroupId", GROUP, "ingress[]", ["type", "ingress"]),
    added("securityGroupId", GROUP, "egress[]", ["type", "egress"]),
  ],
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": [added("securityGroupId", GROUP, "ingress[]")],
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": [added("securityGroupId", GROUP, "egress[]")],
  "aws:ec2/route:Route": [added("routeTableId", "aws:ec2/routeTable:RouteTable", "routes[]")],
  "aws:ec2/networkAclRule:NetworkAclRule": [
    added("networkAclId", ACL, "ingress[]"),
    added("networkAclId", ACL, "egress[]"),
  ],
};

/** Resources that are the only ones to add to a role: what others add and they do not list is removed. */
export const EXCLUSIVE: Readonly<Record<string, { readonly by: string; readonly list: string; readonly own: string }>> =
  {
    "aws:iam/rolePolicy:RolePolicy": {
      by: "aws:iam/rolePoliciesExclusive:RolePoliciesExclusive",
      list: "policyNames[]",
      own: "name",
    },
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment": {
      by: "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive",
      list: "policyArns[]",
      own: "policyArn",
    },
  };

/** Every type that writes a setting of another resource. */
export const WRITER_TYPES: readonly string[] = [
  ...new Set([...Object.keys(SETTING_WRITERS), ...Object.keys(INLINE_SETTINGS)]),
];

/** Types of `@pulumi/aws` by the name that follows the module: `of("aws:iam", { ManagedPolicy: "policy:Policy" })`. */
const of = (service: string, module: string, resources: Readonly<Record<string, string | null>>) =>
  Object.fromEntries(
    Object.entries(resources).map(([resource, name]) => [
      `AWS::${service}::${resource}`,
      name === null ? null : `aws:${module}/${(name[0] ?? "").toLowerCase()}${name.slice(1)}:${name}`,
    ]),
  );

/**
 * Types whose names the general match does not find, and (null) types that it must not match: what the type of
 * `@pulumi/aws` with that name describes is something else, or only rules that know CloudFormation's form can read it.
 * Reviewed against CloudFormation's specification and `@pulumi/aws` 7.48.0, 2026-11.
 */
export const TYPES: Readonly<Record<string, string | null>> = {
  ...of("APS", "amp", { RuleGroupsNamespace: "RuleGroupNamespace" }),
  ...of("Amplify", "amplify", { Domain: "DomainAssociation" }),
  ...of("ApiGateway", "apigateway", {
    GatewayResponse: "Response",
    BasePathMappingV2: "BasePathMapping",
    DomainNameV2: "DomainName",
  }),
  ...of("ApplicationAutoScaling", "appautoscaling", { ScalableTarget: "Target", ScalingPolicy: "Policy" }),
  ...of("AppRunner", "apprunner", { AutoScalingConfiguration: "AutoScalingConfigurationVersion" }),
  ...of("AppSync", "appsync", { FunctionConfiguration: "Function", GraphQLSchema: null }),
  ...of("AutoScaling", "autoscaling", {
    AutoScalingGroup: "Group",
    ScalingPolicy: "Policy",
    ScheduledAction: "Schedule",
  }),
  ...of("AutoScaling", "ec2", { LaunchConfiguration: "LaunchConfiguration" }),
  ...of("Backup", "backup", { LogicallyAirGappedBackupVault: "LogicallyAirGappedVault" }),
  ...of("Bedrock", "bedrock", { ApplicationInferenceProfile: "InferenceProfile" }),
  ...of("BedrockAgentCore", "bedrock", {
    BrowserCustom: "AgentcoreBrowser",
    CodeInterpreterCustom: "AgentcoreCodeInterpreter",
  }),
  ...of("Budgets", "budgets", { BudgetsAction: "BudgetAction" }),
  ...of("Chatbot", "chatbot", { MicrosoftTeamsChannelConfiguration: "TeamsChannelConfiguration" }),
  ...of("CloudFront", "cloudfront", { CloudFrontOriginAccessIdentity: "OriginAccessIdentity" }),
  ...of("CloudWatch", "cloudwatch", { Alarm: "MetricAlarm", InsightRule: "ContributorInsightRule" }),
  ...of("Cognito", "cognito", {
    IdentityPoolPrincipalTag: "IdentityPoolProviderPrincipalTag",
    UserPoolRiskConfigurationAttachment: "RiskConfiguration",
    UserPoolUICustomizationAttachment: "UserPoolUICustomization",
    UserPoolUserToGroupAttachment: "UserInGroup",
  }),
  ...of("Config", "cfg", {
    AggregationAuthorization: "AggregateAuthorization",
    ConfigRule: "Rule",
    ConfigurationRecorder: "Recorder",
    OrganizationConfigRule: "OrganizationManagedRule",
  }),
  ...of("ControlTower", "controltower", { EnabledBaseline: "Baseline", EnabledControl: "ControlTowerControl" }),
  ...of("DataSync", "datasync", {
    LocationEFS: "EfsLocation",
    LocationFSxONTAP: "LocationFsxOntapFileSystem",
    LocationFSxOpenZFS: "FsxOpenZfsFileSystem",
    LocationNFS: "NfsLocation",
    LocationS3: "S3Location",
  }),
  ...of("Detective", "detective", { MemberInvitation: "Member", OrganizationAdmin: "OrganizationAdminAccount" }),
  ...of("DirectConnect", "directconnect", {
    DirectConnectGateway: "Gateway",
    DirectConnectGatewayAssociation: "GatewayAssociation",
    Lag: "LinkAggregationGroup",
  }),
  ...of("DirectoryService", "directoryservice", { MicrosoftAD: "Directory", SimpleAD: "Directory" }),
  ...of("DocDB", "docdb", { DBInstance: "ClusterInstance" }),
  ...of("DocDBElastic", "docdb", { Cluster: "ElasticCluster" }),
  ...of("EC2", "ec2", {
    DHCPOptions: "VpcDhcpOptions",
    EC2Fleet: "Fleet",
    Host: "DedicatedHost",
    IPAM: "VpcIpam",
    IPAMAllocation: "VpcIpamPoolCidrAllocation",
    IPAMPool: "VpcIpamPool",
    IPAMPoolCidr: "VpcIpamPoolCidr",
    IPAMResourceDiscovery: "VpcIpamResourceDiscovery",
    IPAMResourceDiscoveryAssociation: "VpcIpamResourceDiscoveryAssociation",
    IPAMScope: "VpcIpamScope",
    NetworkAclEntry: "NetworkAclRule",
    PrefixList: "ManagedPrefixList",
    SpotFleet: "SpotFleetRequest",
    SubnetNetworkAclAssociation: "NetworkAclAssociation",
    SubnetRouteTableAssociation: "RouteTableAssociation",
    GatewayRouteTableAssociation: "RouteTableAssociation",
    VPCEndpointServicePermissions: "VpcEndpointServiceAllowedPrinciple",
    VPCGatewayAttachment: "InternetGatewayAttachment",
  }),
  ...of("EC2", "ec2clientvpn", {
    ClientVpnTargetNetworkAssociation: "NetworkAssociation",
  }),
  ...of("EC2", "ec2transitgateway", { TransitGatewayAttachment: "VpcAttachment" }),
  ...of("EC2", "vpc", {
    SecurityGroupEgress: "SecurityGroupEgressRule",
    SecurityGroupIngress: "SecurityGroupIngressRule",
  }),
  ...of("ECR", "ecrpublic", { PublicRepository: "Repository" }),
  ...of("ECS", "ecs", { ClusterCapacityProviderAssociations: "ClusterCapacityProviders" }),
  ...of("EMR", "emr", { InstanceFleetConfig: "InstanceFleet", InstanceGroupConfig: "InstanceGroup" }),
  ...of("FSx", "fsx", { Snapshot: "OpenZfsSnapshot", StorageVirtualMachine: "OntapStorageVirtualMachine" }),
  ...of("Glue", "glue", {
    Database: "CatalogDatabase",
    Table: "CatalogTable",
    TableOptimizer: "CatalogTableOptimizer",
  }),
  ...of("GuardDuty", "guardduty", { Master: "InviteAccepter" }),
  ...of("IAM", "iam", {
    // Inline policies of several roles, users and groups, and managed ones with their attachments.
    Policy: null,
    ManagedPolicy: null,
    OIDCProvider: "OpenIdConnectProvider",
    UserToGroupAddition: "GroupMembership",
  }),
  ...of("IoT", "iot", { PolicyPrincipalAttachment: "PolicyAttachment", Logging: "LoggingOptions" }),
  ...of("KinesisAnalytics", "kinesis", { Application: "AnalyticsApplication" }),
  ...of("LakeFormation", "lakeformation", {
    PrincipalPermissions: "Permissions",
    Tag: "LfTag",
    TagAssociation: "ResourceLfTags",
  }),
  ...of("Lambda", "lambda", {
    EventInvokeConfig: "FunctionEventInvokeConfig",
    Url: "FunctionUrl",
    MicrovmImage: "MicrovmsImage",
    NetworkConnector: "CoreNetworkConnector",
    Version: null,
  }),
  ...of("Lex", "lex", { Bot: "V2modelsBot", BotVersion: "V2modelsBotVersion", BotAlias: null }),
  ...of("Lightsail", "lightsail", {
    Container: "ContainerService",
    LoadBalancer: "Lb",
    LoadBalancerTlsCertificate: "LbCertificate",
  }),
  ...of("Location", "location", { RouteCalculator: "RouteCalculation", TrackerConsumer: "TrackerAssociation" }),
  ...of("MSK", "msk", { BatchScramSecret: "ScramSecretAssociation" }),
  ...of("Macie", "macie2", { Session: "Account", Member: "Member" }),
  ...of("Neptune", "neptune", { DBInstance: "ClusterInstance" }),
  ...of("ObservabilityAdmin", "observabilityadmin", {
    OrganizationCentralizationRule: "CentralizationRuleForOrganization",
  }),
  ...of("RDS", "rds", {
    DBProxyTargetGroup: "ProxyDefaultTargetGroup",
    DBParameterGroup: "ParameterGroup",
    DBClusterParameterGroup: "ClusterParameterGroup",
  }),
  ...of("Redshift", "redshift", { ClusterParameterGroup: "ParameterGroup", ClusterSubnetGroup: "SubnetGroup" }),
  ...of("Route53", "route53", { DNSSEC: "HostedZoneDnsSec", HostedZone: "Zone", RecordSet: "Record" }),
  ...of("Route53Resolver", "route53", {
    ResolverConfig: "ResolverConfig",
    ResolverDNSSECConfig: "ResolverDnsSecConfig",
    ResolverEndpoint: "ResolverEndpoint",
    ResolverQueryLoggingConfig: "ResolverQueryLogConfig",
    ResolverQueryLoggingConfigAssociation: "ResolverQueryLogConfigAssociation",
    ResolverRule: "ResolverRule",
    ResolverRuleAssociation: "ResolverRuleAssociation",
  }),
  ...of("S3", "s3control", { StorageLens: "StorageLensConfiguration" }),
  ...of("S3Express", "s3", { BucketPolicy: "BucketPolicy", AccessPoint: null }),
  ...of("S3Outposts", "s3control", { Bucket: "Bucket", BucketPolicy: "BucketPolicy" }),
  ...of("SNS", "sns", { Subscription: "TopicSubscription", TopicInlinePolicy: "TopicPolicy" }),
  ...of("SQS", "sqs", { QueueInlinePolicy: "QueuePolicy" }),
  ...of("SSMContacts", "ssm", { Rotation: "ContactsRotation" }),
  ...of("SSO", "ssoadmin", {
    Assignment: "AccountAssignment",
    InstanceAccessControlAttributeConfiguration: "InstanceAccessControlAttributes",
  }),
  ...of("SageMaker", "sagemaker", {
    EndpointConfig: "EndpointConfiguration",
    NotebookInstanceLifecycleConfig: "NotebookInstanceLifecycleConfiguration",
  }),
  ...of("SecretsManager", "secretsmanager", { ResourcePolicy: "SecretPolicy", RotationSchedule: "SecretRotation" }),
  ...of("SecurityHub", "securityhub", { Hub: "Account", HubV2: "AccountV2", Standard: "StandardsSubscription" }),
  ...of("ServerlessRepo", "serverlessrepository", { Application: null }),
  ...of("ServiceCatalog", "servicecatalog", {
    CloudFormationProduct: "Product",
    CloudFormationProvisionedProduct: "ProvisionedProduct",
    PortfolioPrincipalAssociation: "PrincipalPortfolioAssociation",
    PortfolioProductAssociation: "ProductPortfolioAssociation",
    TagOptionAssociation: "TagOptionResourceAssociation",
  }),
  ...of("ServiceCatalogAppRegistry", "servicecatalog", {
    Application: "AppregistryApplication",
    AttributeGroup: "AppregistryAttributeGroup",
    AttributeGroupAssociation: "AppregistryAttributeGroupAssociation",
  }),
  ...of("Shield", "shield", { DRTAccess: "DrtAccessRoleArnAssociation" }),
  ...of("Signer", "signer", { ProfilePermission: "SigningProfilePermission" }),
  ...of("StepFunctions", "sfn", { StateMachineAlias: "Alias" }),
  ...of("Timestream", "timestreaminfluxdb", { InfluxDBInstance: "DbInstance", InfluxDBCluster: "DbCluster" }),
  ...of("VpcLattice", "vpclattice", { Rule: "ListenerRule" }),
  ...of("WAFv2", "wafv2", { LoggingConfiguration: "WebAclLoggingConfiguration" }),
  ...of("WorkSpaces", "workspaces", { WorkspacesPool: "Pool" }),
};

/**
 * Types whose properties keep CloudFormation's form but these: what a bucket says of itself has properties of the same
 * names and of another form in `@pulumi/aws`, where each is deprecated for a resource of its own.
 */
export const KEPT_BUT: Readonly<Record<string, readonly string[]>> = {
  "AWS::S3::Bucket": ["bucket", "tags"],
};

/** Properties that have this name in `@pulumi/aws` in whatever type, if it has one of the name. */
export const EVERYWHERE: Readonly<Record<string, string>> = {
  MasterUserPassword: "masterPassword",
  EncryptionKeyArn: "kmsKeyArn",
  ImageId: "ami",
  IamAuthEnabled: "iamDatabaseAuthenticationEnabled",
  EnableIAMDatabaseAuthentication: "iamDatabaseAuthenticationEnabled",
};

/**
 * Properties whose counterpart no comparison of names finds, by type and path; the empty text for an object whose members
 * stand beside its own siblings. Reviewed as {@link TYPES}.
 */
export const PROPERTIES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "AWS::Backup::BackupPlan": {
    "BackupPlan.BackupPlanRule.Lifecycle.MoveToColdStorageAfterDays": "coldStorageAfter",
    "BackupPlan.BackupPlanRule.CopyActions.DestinationBackupVaultArn": "destinationVaultArn",
    "BackupPlan.BackupPlanRule.CopyActions.Lifecycle.MoveToColdStorageAfterDays": "coldStorageAfter",
  },
  "AWS::ApiGateway::Stage": { TracingEnabled: "xrayTracingEnabled" },
  "AWS::Backup::BackupSelection": {
    "BackupSelection.ListOfTags": "selectionTags",
    "BackupSelection.SelectionName": "name",
  },
  "AWS::CloudTrail::Trail": { CloudWatchLogsLogGroupArn: "cloudWatchLogsGroupArn" },
  "AWS::EC2::FlowLog": { DeliverLogsPermissionArn: "iamRoleArn" },
  "AWS::EC2::Instance": { SecurityGroupIds: "vpcSecurityGroupIds", PrivateIpAddress: "privateIp" },
  "AWS::EC2::LaunchTemplate": {
    "LaunchTemplateData.SecurityGroupIds": "vpcSecurityGroupIds",
    "LaunchTemplateData.SecurityGroups": "securityGroupNames",
    "LaunchTemplateData.ImageId": "imageId",
    "LaunchTemplateData.NetworkInterfaces.Groups": "securityGroups",
  },
  "AWS::EC2::NetworkInterface": { GroupSet: "securityGroups", PrivateIpAddress: "privateIp" },
  "AWS::EC2::Route": { EgressOnlyInternetGatewayId: "egressOnlyGatewayId" },
  "AWS::EC2::SpotFleet": {
    SpotFleetRequestConfigData: "",
    "SpotFleetRequestConfigData.LaunchSpecifications.ImageId": "ami",
    "SpotFleetRequestConfigData.LaunchSpecifications.SecurityGroups": "vpcSecurityGroupIds",
  },
  "AWS::KinesisFirehose::DeliveryStream": {
    AmazonOpenSearchServerlessDestinationConfiguration: "opensearchserverlessConfiguration",
    AmazonopensearchserviceDestinationConfiguration: "opensearchConfiguration",
    DeliveryStreamEncryptionConfigurationInput: "serverSideEncryption",
    ElasticsearchDestinationConfiguration: "elasticsearchConfiguration",
    ExtendedS3DestinationConfiguration: "extendedS3Configuration",
    HttpEndpointDestinationConfiguration: "httpEndpointConfiguration",
    IcebergDestinationConfiguration: "icebergConfiguration",
    KinesisStreamSourceConfiguration: "kinesisSourceConfiguration",
    RedshiftDestinationConfiguration: "redshiftConfiguration",
    SnowflakeDestinationConfiguration: "snowflakeConfiguration",
    SplunkDestinationConfiguration: "splunkConfiguration",
  },
  "AWS::KMS::Key": {
    PendingWindowInDays: "deletionWindowInDays",
    Enabled: "isEnabled",
    KeySpec: "customerMasterKeySpec",
  },
  "AWS::KMS::ReplicaKey": { PendingWindowInDays: "deletionWindowInDays" },
  "AWS::DocDB::DBCluster": { SourceDBClusterIdentifier: "replicationSourceIdentifier" },
  "AWS::ElastiCache::CacheCluster": { VpcSecurityGroupIds: "securityGroupIds" },
  "AWS::Neptune::DBCluster": {
    DBClusterParameterGroupName: "neptuneClusterParameterGroupName",
    DBInstanceParameterGroupName: "neptuneInstanceParameterGroupName",
    DBSubnetGroupName: "neptuneSubnetGroupName",
  },
  "AWS::Neptune::DBInstance": { DBSubnetGroupName: "neptuneSubnetGroupName" },
  "AWS::QBusiness::Application": { RoleArn: "iamServiceRoleArn" },
  "AWS::RDS::DBInstance": {
    MasterUserPassword: "password",
    MasterUsername: "username",
    EnablePerformanceInsights: "performanceInsightsEnabled",
    DBSnapshotIdentifier: "snapshotIdentifier",
    SourceDBInstanceIdentifier: "replicateSourceDb",
  },
  "AWS::SageMaker::NotebookInstance": { VolumeSizeInGB: "volumeSize" },
  "AWS::SQS::Queue": {
    MaximumMessageSize: "maxMessageSize",
    MessageRetentionPeriod: "messageRetentionSeconds",
    ReceiveMessageWaitTimeSeconds: "receiveWaitTimeSeconds",
  },
  "AWS::SecretsManager::Secret": { ReplicaRegions: "replicas" },
  "AWS::RDS::DBCluster": { SourceDBClusterIdentifier: "replicationSourceIdentifier" },
};

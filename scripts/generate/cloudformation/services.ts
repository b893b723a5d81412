/** Where `@pulumi/aws` keeps the resources of a CloudFormation service. */
interface Home {
  /** Its module. */
  readonly module: string;
  /** What the names of the service's resources begin with there. Default: nothing. */
  readonly prefix?: string;
  /** What all that are there begin with in CloudFormation. Default: nothing, or the module's name. */
  readonly without?: string;
}

const at = (module: string, ...prefixes: readonly string[]): readonly Home[] =>
  prefixes.length === 0 ? [{ module }] : prefixes.map((prefix) => ({ module, prefix }));

/** A module without what the names of its resources begin with in CloudFormation. */
const less = (module: string, without: string): readonly Home[] => [{ module, without }];

/**
 * Services whose module has another name than the service, in lower case, or that share a module with other services.
 * Reviewed against CloudFormation's specification and the modules of `@pulumi/aws` 7.48.0, 2026-11.
 */
const HOMES: Readonly<Record<string, readonly Home[]>> = {
  AmazonMQ: at("mq"),
  APS: at("amp"),
  ApplicationAutoScaling: at("appautoscaling"),
  Bedrock: at("bedrock", "", "Agent"),
  BedrockAgentCore: at("bedrock", "Agentcore", "AgentcoreAgent"),
  BCMDataExports: at("bcmdata"),
  Cassandra: at("keyspaces"),
  CE: at("costexplorer"),
  CertificateManager: at("acm"),
  CloudHSM: at("cloudhsmv2"),
  Config: at("cfg"),
  EC2: [
    ...less("ec2transitgateway", "TransitGateway"),
    ...less("ec2clientvpn", "ClientVpn"),
    ...less("verifiedaccess", "VerifiedAccess"),
    ...at("ec2", "", "Vpc"),
    ...at("vpc"),
    ...at("ebs"),
  ],
  Cognito: [...at("cognito"), ...less("cognito", "UserPool")],

  ECR: [...at("ecr"), ...at("ecrpublic", "Public")],
  ElasticLoadBalancing: at("elb"),
  ElasticLoadBalancingV2: at("lb"),
  EventSchemas: at("schemas"),
  Events: at("cloudwatch", "Event", ""),
  InspectorV2: at("inspector2"),
  InternetMonitor: at("cloudwatch", "Internet"),
  KafkaConnect: at("mskconnect"),
  Kinesis: at("kinesis"),
  KinesisFirehose: at("kinesis", "Firehose"),
  KinesisVideo: at("kinesis", "Video"),
  Logs: at("cloudwatch", "Log", "Cloudwatch", ""),
  OpenSearchServerless: at("opensearch", "Serverless"),
  OpenSearchService: at("opensearch"),
  OpenSearch: at("opensearch"),
  OSIS: at("opensearchingest"),
  ResourceExplorer2: at("resourceexplorer"),
  Route53Profiles: at("route53", "Profiles"),
  Route53Resolver: at("route53", "Resolver"),
  S3: [...at("s3"), ...at("s3control")],
  S3Express: at("s3"),
  S3Files: at("s3", "Files"),
  S3ObjectLambda: at("s3control", "ObjectLambda"),
  S3Vectors: at("s3", "Vectors"),
  SES: [...at("sesv2"), ...at("ses"), ...less("mailmanager", "MailManager")],
  ServerlessRepo: at("serverlessrepository"),
  SSO: at("ssoadmin"),
  StepFunctions: at("sfn"),
  Timestream: [...at("timestreamwrite"), ...at("timestreamquery"), ...at("timestreaminfluxdb", "Influx", "")],
};

/** Modules, likeliest first. */
export function homesOf(service: string): readonly Home[] {
  return HOMES[service] ?? at(service.toLowerCase());
}

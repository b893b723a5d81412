import { DEFAULT_VPC, type NetworkPlacement, networkOf } from "./placement";

const GLUE_CONNECTION = "aws:glue/connection:Connection";

const ADDRESS = "networkConfiguration.assignPublicIp";

/**
 * Services that run the jobs, builds and programs that they are given.
 * Source: https://docs.aws.amazon.com/codebuild/latest/userguide/vpc-support.html (read 2026-11). See also
 * https://docs.aws.amazon.com/glue/latest/dg/start-connecting.html,
 * https://docs.aws.amazon.com/managed-flink/latest/java/vpc-internet.html,
 * https://docs.aws.amazon.com/emr/latest/EMR-Serverless-UserGuide/vpc-access.html,
 * https://docs.aws.amazon.com/batch/latest/APIReference/API_NetworkConfiguration.html.
 */
export const JOBS: Readonly<Record<string, NetworkPlacement>> = {
  "aws:codebuild/project:Project": { subnets: ["vpcConfig.subnets[]"], withoutSubnets: networkOf("CodeBuild") },
  "aws:codebuild/fleet:Fleet": { subnets: ["vpcConfigs[].subnets[]"], withoutSubnets: networkOf("CodeBuild") },
  "aws:glue/job:Job": { host: ["connections[]", GLUE_CONNECTION], withoutSubnets: networkOf("Glue") },
  "aws:glue/devEndpoint:DevEndpoint": { subnets: ["subnetId"], withoutSubnets: networkOf("Glue") },
  "aws:emr/cluster:Cluster": {
    subnets: ["ec2Attributes.subnetId", "ec2Attributes.subnetIds[]"],
    withoutSubnets: DEFAULT_VPC,
  },
  "aws:emrserverless/application:Application": {
    subnets: ["networkConfiguration.subnetIds[]"],
    withoutSubnets: networkOf("EMR Serverless"),
  },
  "aws:kinesisanalyticsv2/application:Application": {
    subnets: ["applicationConfiguration.vpcConfiguration.subnetIds[]"],
    withoutSubnets: networkOf("Managed Service for Apache Flink"),
  },
  "aws:mwaa/environment:Environment": { subnets: ["networkConfiguration.subnetIds[]"] },
  "aws:mskconnect/connector:Connector": { subnets: ["kafkaCluster.apacheKafkaCluster.vpc.subnets[]"] },
  "aws:batch/jobDefinition:JobDefinition": {
    publicAddress: [
      [
        `containerProperties.${ADDRESS}`,
        `ecsProperties.taskProperties[].${ADDRESS}`,
        `nodeProperties.nodeRangeProperties[].container.${ADDRESS}`,
      ],
      ["ENABLED"],
    ],
    // The queue that a job is given to decides where it stands.
    startedBy: [],
  },
  "aws:m2/environment:Environment": { subnets: ["subnetIds[]"], withoutSubnets: DEFAULT_VPC },
  "aws:finspace/kxCluster:KxCluster": { subnets: ["vpcConfiguration.subnetIds[]"] },
  "aws:emr/studio:Studio": { subnets: ["subnetIds[]"] },
  "aws:bedrock/customModel:CustomModel": { subnets: ["vpcConfig.subnetIds[]"], requires: "vpcConfig" },
  "aws:bedrockmodel/invocationJob:InvocationJob": { subnets: ["vpcConfig.subnetIds[]"], requires: "vpcConfig" },
  "aws:comprehend/documentClassifier:DocumentClassifier": { subnets: ["vpcConfig.subnets[]"], requires: "vpcConfig" },
  "aws:comprehend/entityRecognizer:EntityRecognizer": { subnets: ["vpcConfig.subnets[]"], requires: "vpcConfig" },
  "aws:sagemaker/labelingJob:LabelingJob": {
    subnets: ["labelingJobAlgorithmsConfig.labelingJobResourceConfig.vpcConfig.subnets[]"],
    requires: "labelingJobAlgorithmsConfig.labelingJobResourceConfig.vpcConfig",
  },
};

const always = (service: string): NetworkPlacement => ({ withoutSubnets: networkOf(service) });

/**
 * Compute that stands in a network of the service's own and nowhere else.
 * Source of the role that compute of Amplify has: https://docs.aws.amazon.com/amplify/latest/userguide/amplify-SSR-compute-role.html
 * (read 2026-11). See also
 * https://docs.aws.amazon.com/lightsail/latest/userguide/understanding-public-ip-and-private-ip-addresses-in-amazon-lightsail.html.
 */
export const PUBLIC_ONLY: Readonly<Record<string, NetworkPlacement>> = {
  "aws:lightsail/instance:Instance": always("Lightsail"),
  "aws:lightsail/containerService:ContainerService": always("Lightsail"),
  "aws:amplify/app:App": { ...always("Amplify"), requires: "computeRoleArn" },
  "aws:gamelift/fleet:Fleet": always("GameLift"),
};

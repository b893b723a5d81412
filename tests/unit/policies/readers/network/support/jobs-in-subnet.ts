import { type Resource, resource } from "./resources";
import { jobIn, standing, subnets } from "./standing";

/** Machines of a fleet, jobs and builds as they stand in `subnet`. */
export const JOBS_IN_SUBNET: Readonly<Record<string, readonly Resource[]>> = {
  "a canary": standing("aws:synthetics/canary:Canary", { vpcConfig: { subnetIds: subnets } }, "vpcConfig"),
  "capacity for tasks": standing(
    "aws:ecs/capacityProvider:CapacityProvider",
    { managedInstancesProvider: { instanceLaunchTemplate: { networkConfiguration: { subnets } } } },
    "managedInstancesProvider",
  ),
  "a spot instance": standing("aws:ec2/spotInstanceRequest:SpotInstanceRequest", { subnetId: "subnet" }, "subnetId"),
  "a spot fleet": standing(
    "aws:ec2/spotFleetRequest:SpotFleetRequest",
    { launchSpecifications: [{ subnetId: "subnet" }] },
    "launchSpecifications",
  ),
  "a fleet": standing(
    "aws:ec2/fleet:Fleet",
    { launchTemplateConfigs: [{ overrides: [{ subnetId: "subnet" }] }] },
    "launchTemplateConfigs",
  ),
  "an environment of Cloud9": standing("aws:cloud9/environmentEC2:EnvironmentEC2", { subnetId: "subnet" }, "subnetId"),
  "a builder of images": standing(
    "aws:imagebuilder/infrastructureConfiguration:InfrastructureConfiguration",
    { subnetId: "subnet" },
    "subnetId",
  ),
  "a fleet of desktops": standing("aws:appstream/fleet:Fleet", { vpcConfig: { subnetIds: subnets } }, "vpcConfig"),
  "a builder of desktops": standing(
    "aws:appstream/imageBuilder:ImageBuilder",
    { vpcConfig: { subnetIds: subnets } },
    "vpcConfig",
  ),
  "a cluster of HyperPod": standing("aws-native:sagemaker:Cluster", jobIn, "vpcConfig"),
  "a build": standing("aws:codebuild/project:Project", jobIn, "vpcConfig"),
  "a fleet of builds": standing("aws:codebuild/fleet:Fleet", { vpcConfigs: [{ subnets }] }, "vpcConfigs"),
  "a job of Glue": [
    resource("aws:glue/job:Job", "compute", { connections: ["connection"] }),
    resource(
      "aws:glue/connection:Connection",
      "connection",
      { physicalConnectionRequirements: "subnet" },
      { physicalConnectionRequirements: { subnetId: "subnet" } },
    ),
  ],
  "a development endpoint": standing("aws:glue/devEndpoint:DevEndpoint", { subnetId: "subnet" }, "subnetId"),
  "a cluster of EMR": standing("aws:emr/cluster:Cluster", { ec2Attributes: { subnetId: "subnet" } }, "ec2Attributes"),
  "EMR without servers": standing(
    "aws:emrserverless/application:Application",
    { networkConfiguration: { subnetIds: subnets } },
    "networkConfiguration",
  ),
  "an application of Flink": standing(
    "aws:kinesisanalyticsv2/application:Application",
    { applicationConfiguration: { vpcConfiguration: { subnetIds: subnets } } },
    "applicationConfiguration",
  ),
  "an environment of Airflow": standing(
    "aws:mwaa/environment:Environment",
    { networkConfiguration: { subnetIds: subnets } },
    "networkConfiguration",
  ),
  "a connector of Kafka": standing(
    "aws:mskconnect/connector:Connector",
    { kafkaCluster: { apacheKafkaCluster: { vpc: { subnets } } } },
    "kafkaCluster",
  ),
  "an environment of a mainframe": standing("aws:m2/environment:Environment", { subnetIds: subnets }, "subnetIds"),
  "a cluster of kdb": standing(
    "aws:finspace/kxCluster:KxCluster",
    { vpcConfiguration: { subnetIds: subnets } },
    "vpcConfiguration",
  ),
  "a studio of EMR": standing("aws:emr/studio:Studio", { subnetIds: subnets }, "subnetIds"),
  "a customised model": standing(
    "aws:bedrock/customModel:CustomModel",
    { vpcConfig: { subnetIds: subnets } },
    "vpcConfig",
  ),
  "a job of invocations": standing(
    "aws:bedrockmodel/invocationJob:InvocationJob",
    { vpcConfig: { subnetIds: subnets } },
    "vpcConfig",
  ),
  "a classifier of documents": standing("aws:comprehend/documentClassifier:DocumentClassifier", jobIn, "vpcConfig"),
  "a recogniser of entities": standing("aws:comprehend/entityRecognizer:EntityRecognizer", jobIn, "vpcConfig"),
  "a job of labels": standing(
    "aws:sagemaker/labelingJob:LabelingJob",
    { labelingJobAlgorithmsConfig: { labelingJobResourceConfig: jobIn } },
    "labelingJobAlgorithmsConfig",
  ),
  "an environment of Beanstalk": standing(
    "aws:elasticbeanstalk/environment:Environment",
    { settings: [{ namespace: "aws:ec2:vpc", name: "Subnets", value: "subnet" }] },
    "settings",
  ),
};

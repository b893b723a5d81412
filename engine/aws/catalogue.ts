import { acm } from "./acm";
import { bcmdata, controltower, kinesis, macie2, oam, ram } from "./across-accounts";
import { apigateway, apigatewayv2 } from "./apigateway";
import { autoscaling } from "./autoscaling";
import { bedrock, bedrockFoundation, bedrockModel } from "./bedrock";
import { cloudcontrol } from "./cloudcontrol";
import { cloudtrail } from "./cloudtrail";
import { cloudwatch } from "./cloudwatch";
import { codebuild } from "./codebuild";
import { budgets, costexplorer } from "./cost";
import { dynamodb } from "./dynamodb";
import { ec2 } from "./ec2";
import { ec2Endpoints } from "./ec2-endpoints";
import { ec2Functions } from "./ec2-functions";
import { ec2Instances } from "./ec2-instances";
import { ec2Security, vpc } from "./ec2-security";
import { ec2TransitGateway } from "./ec2-transit-gateway";
import { ecr } from "./ecr";
import { appautoscaling, ecs } from "./ecs";
import { efs } from "./efs";
import { eks } from "./eks";
import { alb, elb, lb } from "./elb";
import { pipes, scheduler } from "./eventbridge";
import { networkfirewall, resolver } from "./firewalls";
import { glue } from "./glue";
import { iam } from "./iam";
import type { SimulatedFunction, TypeSpec } from "./kit/service";
import { kms } from "./kms";
import { lambda } from "./lambda";
import { vpclattice } from "./lattice";
import { meta } from "./meta";
import { NAMED } from "./names";
import { opensearch } from "./opensearch";
import { organizations } from "./organizations";
import { rds } from "./rds";
import { route53 } from "./route53";
import { s3 } from "./s3";
import { sagemaker } from "./sagemaker";
import { secretsmanager } from "./secretsmanager";
import { servicediscovery } from "./servicediscovery";
import { sfn } from "./sfn";
import { sns } from "./sns";
import { sqs } from "./sqs";
import { ssm } from "./ssm";
import { identitystore, ssoadmin } from "./sso";
import { xray } from "./xray";

/** Of two descriptions of one type, the later one holds. */
const SERVICES = [
  ...NAMED,
  acm,
  alb,
  apigateway,
  apigatewayv2,
  appautoscaling,
  autoscaling,
  bcmdata,
  bedrock,
  bedrockFoundation,
  bedrockModel,
  budgets,
  cloudcontrol,
  cloudtrail,
  cloudwatch,
  codebuild,
  costexplorer,
  controltower,
  dynamodb,
  ec2,
  ec2Endpoints,
  ec2Functions,
  ec2Instances,
  ec2Security,
  ec2TransitGateway,
  ecr,
  ecs,
  efs,
  eks,
  elb,
  glue,
  iam,
  identitystore,
  kinesis,
  kms,
  lambda,
  lb,
  macie2,
  meta,
  networkfirewall,
  oam,
  opensearch,
  organizations,
  pipes,
  ram,
  rds,
  resolver,
  route53,
  s3,
  sagemaker,
  scheduler,
  secretsmanager,
  servicediscovery,
  sfn,
  sns,
  sqs,
  ssm,
  ssoadmin,
  vpc,
  vpclattice,
  xray,
];

const types = new Map(SERVICES.flatMap((service) => Object.entries(service.types)));
const functions = new Map(SERVICES.flatMap((service) => Object.entries(service.functions)));

const computed = new Set(SERVICES.flatMap((service) => service.computed));

const NO_SPEC: TypeSpec = {};

/** A type's description; one that has none lives by the SDK's declaration and by convention. */
export function specOf(type: string): TypeSpec {
  return types.get(type) ?? NO_SPEC;
}

export function functionOf(token: string): SimulatedFunction | undefined {
  return functions.get(token);
}

/** Whether a function looks up what exists; false if its result follows from its arguments, the region and the account. */
export function readsOutside(token: string): boolean {
  return !computed.has(token);
}

/** Every type token that is described. */
export function describedTypes(): readonly string[] {
  return [...types.keys()];
}

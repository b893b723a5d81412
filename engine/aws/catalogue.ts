import { bedrock, bedrockFoundation, bedrockModel } from "./bedrock";
import { cloudwatch } from "./cloudwatch";
import { ec2, ec2TransitGateway, vpc } from "./ec2";
import { iam } from "./iam";
import type { Service, SimulatedFunction, TypeSpec } from "./kit/service";
import { kms } from "./kms";
import { lambda } from "./lambda";
import { meta } from "./meta";
import { cloudtrail, organizations, ssoadmin } from "./organizations";
import { s3 } from "./s3";

const SERVICES: readonly Service[] = [
  bedrock,
  bedrockFoundation,
  bedrockModel,
  cloudtrail,
  cloudwatch,
  ec2,
  ec2TransitGateway,
  iam,
  kms,
  lambda,
  meta,
  organizations,
  s3,
  ssoadmin,
  vpc,
];

const types = new Map(SERVICES.flatMap((service) => Object.entries(service.types)));
const functions = new Map(SERVICES.flatMap((service) => Object.entries(service.functions)));

const NO_SPEC: TypeSpec = {};

/** A type's description; one that has none lives by the SDK's declaration and by convention. */
export function specOf(type: string): TypeSpec {
  return types.get(type) ?? NO_SPEC;
}

export function functionOf(token: string): SimulatedFunction | undefined {
  return functions.get(token);
}

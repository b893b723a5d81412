import type { Standard } from "@plinth/standards";
import { type Estate, type ResourceRecord, UNKNOWN, type Unknown } from "../../core/rule";
import { anyTrue } from "../../core/values";
import type { Statement } from "../iam/document";
import {
  IDENTITY_POLICY_TYPES,
  type IdentityPolicy,
  identityPoliciesOf,
  isPermissionsBoundary,
} from "../iam/identity-policies";
import { INVOCATION_ACTIONS } from "../iam/invocation-actions";
import { isKnownManagedPolicy } from "../iam/managed-policies";
import { mayPerform } from "../iam/permission-search";
import { isRole, permissionsOf } from "../iam/permissions";
import { trustOf } from "../iam/trust";

/** To look at what there is, to label it or to remove it is what auditors and housekeepers of every account do. */
const HOUSEKEEPING = "batchdescribe|batchget|get|list|describe|search|tag|untag|addtags|delete|stop";
/** Actions that have models answer, host them or feed them, by their service and the beginning of their name. */
const MODEL_USE = new RegExp(
  `^(bedrock|sagemaker|s3vectors|kendra|aws-external-anthropic|lex|qbusiness|wisdom|personalize|forecast|frauddetector)[\\w*-]*:(?!${HOUSEKEEPING})`,
  "i",
);
/** The same of AI services that AWS has trained; Amazon Comprehend's and Rekognition's custom models among them. */
const READY_MADE_USE = new RegExp(
  `^(textract|comprehend\\w*|rekognition|polly|transcribe|translate|a2i-runtime\\.sagemaker)[\\w*-]*:(?!${HOUSEKEEPING})`,
  "i",
);
/** Actions on custom models of services that are ready-made otherwise. */
const CUSTOM_MODEL_USE =
  /^(comprehend:(Create(DocumentClassifier|EntityRecognizer|Endpoint|Flywheel)|ClassifyDocument|ImportModel)|rekognition:(CreateProject|DetectCustomLabels|StartProjectVersion)|transcribe:CreateLanguageModel)/i;
/** AWS's own policies for looking, some of which let memories and vectors be searched, and for limiting. */
const READ_ONLY_MANAGED_POLICY = /ReadOnly|ViewOnly|Boundary/;
const MODEL_MANAGED_POLICY = /Bedrock|SageMaker|Kendra|AmazonLex|QBusiness|Personalize|FraudDetector/;
const IDENTITY_POLICY_HOLDERS: ReadonlySet<string> = new Set(IDENTITY_POLICY_TYPES);

/** Services whose code answers requests or runs jobs. What deploys (CodeBuild, CloudFormation) is wide by its nature. */
const CODE_SERVICES: ReadonlySet<string> = new Set(
  ["lambda", "ecs-tasks", "ec2", "tasks.apprunner", "pods.eks"].map((service) => `${service}.amazonaws.com`),
);

/** Whether a resource holds or attaches an identity policy that names the use of models. */
export function allowsModelUse(resource: ResourceRecord, estate: Estate): boolean | Unknown {
  if (!IDENTITY_POLICY_HOLDERS.has(resource.type)) return false;
  const answer = anyTrue(identityPoliciesOf(resource).map((policy) => allowsUse(policy, estate.standard)));
  return answer !== false && isPermissionsBoundary(resource, estate) ? false : answer;
}

/** Whether code runs under a role that may invoke models, though it names none: it allows everything, or all but something. */
export function mayInvokeByWidth(role: ResourceRecord, estate: Estate): boolean {
  if (!isRole(role)) return false;
  const isForCode = trustOf(role, estate).services.some((service) => CODE_SERVICES.has(service));
  return isForCode && mayPerform(permissionsOf(role, estate), INVOCATION_ACTIONS).answer === "allowed";
}

function allowsUse({ managedName, document }: IdentityPolicy, standard: Standard): boolean | Unknown {
  if (managedName !== undefined) {
    if (READ_ONLY_MANAGED_POLICY.test(managedName)) return false;
    if (!isKnownManagedPolicy(managedName)) return MODEL_MANAGED_POLICY.test(managedName);
  }
  return document === UNKNOWN ? UNKNOWN : anyTrue(document.map((statement) => statementAllowsUse(statement, standard)));
}

function statementAllowsUse({ effect, actions }: Statement, standard: Standard): boolean | Unknown {
  if (effect === "Deny" || actions.negated) return false;
  const named = anyTrue(actions.patterns.map((action) => (action === UNKNOWN ? UNKNOWN : isUse(action, standard))));
  return named === true && effect === UNKNOWN ? UNKNOWN : named;
}

function isUse(action: string, { readyMadeAiServices }: Standard): boolean {
  if (MODEL_USE.test(action) || CUSTOM_MODEL_USE.test(action)) return true;
  return readyMadeAiServices === "inside" && READY_MADE_USE.test(action);
}

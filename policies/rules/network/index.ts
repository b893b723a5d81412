import type { Rule } from "../../core/rule";
import { rule as apigatewayRouteIsAuthorised } from "./apigateway-route-is-authorised/rule";
import { rule as eksClusterApiIsPrivate } from "./eks-cluster-api-is-private/rule";
import { rule as frontDoorAsksWhoCalls } from "./front-door-asks-who-calls/rule";
import { rule as inferenceComputeHasNoInternetPath } from "./inference-compute-has-no-internet-path/rule";
import { rule as lambdaFunctionIsPrivate } from "./lambda-function-is-private/rule";
import { rule as lbLoadBalancerIsInternal } from "./lb-load-balancer-is-internal/rule";
import { rule as sagemakerModelIsIsolated } from "./sagemaker-model-is-isolated/rule";
import { rule as securityGroupEgressIsBounded } from "./security-group-egress-is-bounded/rule";
import { rule as securityGroupIngressIsBounded } from "./security-group-ingress-is-bounded/rule";
import { rule as serviceDestinationStaysInside } from "./service-destination-stays-inside/rule";
import { rule as vpcDefaultSecurityGroupIsClosed } from "./vpc-default-security-group-is-closed/rule";
import { rule as vpcEndpointAnswersByPrivateDns } from "./vpc-endpoint-answers-by-private-dns/rule";
import { rule as vpcEndpointPolicyIsNarrow } from "./vpc-endpoint-policy-is-narrow/rule";
import { rule as vpcEndpointsServeTheWorkload } from "./vpc-endpoints-serve-the-workload/rule";
import { rule as vpcHasFlowLogs } from "./vpc-has-flow-logs/rule";

export const networkRules: readonly Rule[] = [
  apigatewayRouteIsAuthorised,
  eksClusterApiIsPrivate,
  frontDoorAsksWhoCalls,
  inferenceComputeHasNoInternetPath,
  lambdaFunctionIsPrivate,
  lbLoadBalancerIsInternal,
  sagemakerModelIsIsolated,
  securityGroupEgressIsBounded,
  securityGroupIngressIsBounded,
  serviceDestinationStaysInside,
  vpcDefaultSecurityGroupIsClosed,
  vpcEndpointAnswersByPrivateDns,
  vpcEndpointPolicyIsNarrow,
  vpcEndpointsServeTheWorkload,
  vpcHasFlowLogs,
];

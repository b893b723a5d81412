import { allow, type Breach } from "./breach";

const open = { protocol: "tcp", fromPort: 22, toPort: 22 };
const nativeOpen = { ipProtocol: "tcp", fromPort: 22, toPort: 22, cidrIp: "0.0.0.0/0" };

/** Breaches by security groups, endpoints, load balancers and the Kubernetes API. */
export const NETWORK: readonly Breach[] = [
  {
    rule: "eks-cluster-api-is-private",
    declaredAs: {
      "aws:eks/cluster:Cluster": { vpcConfig: { endpointPublicAccess: true } },
      "aws-native:eks:Cluster": { resourcesVpcConfig: { endpointPublicAccess: true } },
    },
  },
  {
    rule: "lb-load-balancer-is-internal",
    declaredAs: {
      "aws:lb/loadBalancer:LoadBalancer": { internal: false },
      "aws:alb/loadBalancer:LoadBalancer": { internal: false },
      "aws:applicationloadbalancing/loadBalancer:LoadBalancer": { internal: false },
      "aws:elasticloadbalancingv2/loadBalancer:LoadBalancer": { internal: false },
      "aws-native:elasticloadbalancingv2:LoadBalancer": { scheme: "internet-facing" },
    },
  },
  {
    rule: "security-group-ingress-is-bounded",
    declaredAs: {
      "aws:ec2/securityGroup:SecurityGroup": { ingress: [{ ...open, cidrBlocks: ["0.0.0.0/0"] }] },
      "aws-native:ec2:SecurityGroup": { groupDescription: "x", securityGroupIngress: [nativeOpen] },
    },
  },
  {
    rule: "security-group-egress-is-bounded",
    declaredAs: {
      "aws:ec2/securityGroup:SecurityGroup": { egress: [{ ...open, ipv6CidrBlocks: ["::/0"] }] },
      "aws-native:ec2:SecurityGroup": {
        groupDescription: "x",
        securityGroupEgress: [{ ...nativeOpen, cidrIp: undefined, cidrIpv6: "::/0" }],
      },
    },
  },
  {
    rule: "security-group-ingress-is-bounded",
    declaredAs: {
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": {
        securityGroupId: "group",
        ipProtocol: "tcp",
        cidrIpv4: "0.0.0.0/0",
      },
      "aws-native:ec2:SecurityGroupIngress": { groupId: "group", ipProtocol: "tcp", cidrIp: "0.0.0.0/0" },
    },
  },
  {
    rule: "security-group-egress-is-bounded",
    declaredAs: {
      "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": {
        securityGroupId: "group",
        ipProtocol: "tcp",
        cidrIpv4: "0.0.0.0/0",
      },
      "aws-native:ec2:SecurityGroupEgress": { groupId: "group", ipProtocol: "tcp", cidrIp: "0.0.0.0/0" },
    },
  },
  {
    rule: "vpc-endpoint-policy-is-narrow",
    declaredAs: {
      "aws:ec2/vpcEndpoint:VpcEndpoint": {
        serviceName: "com.amazonaws.eu-west-1.bedrock-runtime",
        policy: JSON.stringify(allow({ Action: "*", Principal: "*", Resource: "*" })),
      },
      "aws-native:ec2:VpcEndpoint": {
        serviceName: "com.amazonaws.eu-west-1.bedrock-runtime",
        policyDocument: allow({ Action: "*", Principal: "*", Resource: "*" }),
      },
    },
  },
];

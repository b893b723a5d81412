/**
 * Registry accounts of EKS add-on images, for regions that do not use {@link DEFAULT_ACCOUNT}:
 * https://docs.aws.amazon.com/eks/latest/userguide/add-ons-images.html (read 2026-11).
 */
const ACCOUNTS: Readonly<Record<string, string>> = {
  "af-south-1": "877085696533",
  "ap-east-1": "800184023465",
  "ap-east-2": "533267051163",
  "ap-south-2": "900889452093",
  "ap-southeast-3": "296578399912",
  "ap-southeast-4": "491585149902",
  "ap-southeast-6": "333609536671",
  "ap-southeast-7": "121268973566",
  "ca-west-1": "761377655185",
  "cn-north-1": "918309763551",
  "cn-northwest-1": "961992271922",
  "eu-central-2": "900612956339",
  "eu-south-1": "590381155156",
  "eu-south-2": "455263428931",
  "eusc-de-east-1": "877088126301",
  "il-central-1": "066635153087",
  "me-central-1": "759879836304",
  "me-south-1": "558608220178",
  "mx-central-1": "730335286997",
  "us-gov-east-1": "151742754352",
  "us-gov-west-1": "013241004608",
};

const DEFAULT_ACCOUNT = "602401143452";

/** Repositories of the VPC CNI, of AWS's images for clusters, and of other add-ons. */
const REPOSITORIES = ["amazon-k8s-cni*", "amazon/*", "eks/*"];

/** @internal ARNs of the repositories of EKS add-on images in a region. */
export function clusterRepositories(partition: string, region: string): string[] {
  const registry = `arn:${partition}:ecr:${region}:${ACCOUNTS[region] ?? DEFAULT_ACCOUNT}:repository`;
  return REPOSITORIES.map((repository) => `${registry}/${repository}`);
}

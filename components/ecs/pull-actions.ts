/** @internal Actions to pull an image from a repository, in addition to `ecr:GetAuthorizationToken`. */
export const PULL_ACTIONS = [
  "ecr:BatchCheckLayerAvailability",
  "ecr:BatchGetImage",
  "ecr:GetDownloadUrlForLayer",
] as const;

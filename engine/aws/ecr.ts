import { service } from "./kit/service";
import { oneOf } from "./kit/validators";

export const ecr = service(
  "ecr",
  {
    Repository: {
      arn: "ecr:{region}:{account}:repository/{name}",
      defaults: { imageTagMutability: "MUTABLE" },
      validate: {
        imageTagMutability: oneOf("MUTABLE", "IMMUTABLE", "MUTABLE_WITH_EXCLUSION", "IMMUTABLE_WITH_EXCLUSION"),
      },
      replaces: ["name", "encryptionConfigurations"],
      outputs: { registryId: "{account}", repositoryUrl: "{account}.dkr.ecr.{region}.{dnsSuffix}/{name}" },
    },
    RepositoryPolicy: {
      id: "{repository}",
      documents: ["policy"],
      replaces: ["repository"],
      outputs: { registryId: "{account}" },
    },
    LifecyclePolicy: {
      id: "{repository}",
      documents: ["policy"],
      replaces: ["repository", "policy"],
      outputs: { registryId: "{account}" },
    },
    RegistryPolicy: { id: "{account}", documents: ["policy"], outputs: { registryId: "{account}" } },
  },
  {
    getRepository: {
      id: "{name}",
      arn: "arn:{partition}:ecr:{region}:{account}:repository/{name}",
      registryId: "{account}",
      repositoryUrl: "{account}.dkr.ecr.{region}.{dnsSuffix}/{name}",
    },
  },
  // Credentials are drawn anew at each call: there is nothing to look up.
  {
    getAuthorizationToken: {
      id: "{region}",
      userName: "AWS",
      password: "{alnum32}",
      authorizationToken: "{alnum32:token}",
      proxyEndpoint: "https://{account}.dkr.ecr.{region}.{dnsSuffix}",
      expiresAt: "2026-01-01T12:00:00Z",
    },
    getCredentials: {
      id: "{region}",
      authorizationToken: "{alnum32}",
      proxyEndpoint: "https://{account}.dkr.ecr.{region}.{dnsSuffix}",
    },
  },
);

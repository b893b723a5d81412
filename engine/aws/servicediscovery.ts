import { service } from "./kit/service";

// AWS Cloud Map. ARNs: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudmap.html; ids: the
// SDK's imports; read 2026-11.
export const servicediscovery = service("servicediscovery", {
  PrivateDnsNamespace: {
    id: "ns-{alnum16}",
    arn: "servicediscovery:{region}:{account}:namespace/{id}",
    replaces: ["name", "vpc"],
    outputs: { hostedZone: "Z{upper12:zone}" },
  },
  Service: {
    id: "srv-{alnum16}",
    arn: "servicediscovery:{region}:{account}:service/{id}",
    replaces: ["name", "namespaceId"],
  },
});

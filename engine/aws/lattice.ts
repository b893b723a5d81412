import { service, type TypeSpec } from "./kit/service";
import { oneOf } from "./kit/validators";

/** A resource with an id of its own: a prefix and 17 digits, as in the examples of the SDK. */
function numbered(prefix: string, kind: string, spec: TypeSpec = {}): TypeSpec {
  return { id: `${prefix}-{hex17}`, arn: `vpc-lattice:{region}:{account}:${kind}/{id}`, ...spec };
}

const authType = { authType: oneOf("NONE", "AWS_IAM") };

/** VPC Lattice. ARNs: its service authorization reference; ids: the SDK's imports; read 2026-11. */
export const vpclattice = service("vpclattice", {
  ServiceNetwork: numbered("sn", "servicenetwork", {
    validate: authType,
    replaces: ["name"],
    outputs: { authType: "NONE" },
  }),
  Service: numbered("svc", "service", {
    validate: authType,
    replaces: ["name", "customDomainName"],
    outputs: {
      authType: "NONE",
      status: "ACTIVE",
      dnsEntries: [
        {
          domainName: "{name}-{hex17:dns}.{hex7:zone}.vpc-lattice-svcs.{region}.on.aws",
          hostedZoneId: "Z{upper20:zone}",
        },
      ],
    },
  }),
  Listener: {
    id: "{serviceIdentifier}/listener-{hex17}",
    replaces: ["name", "port", "protocol", "serviceIdentifier", "serviceArn"],
    outputs: ({ id }) => ({
      listenerId: id.split("/").at(-1),
      arn: "arn:{partition}:vpc-lattice:{region}:{account}:service/{serviceIdentifier}/listener/{listenerId}",
    }),
  },
  TargetGroup: numbered("tg", "targetgroup", { replaces: ["name", "type"], outputs: { status: "ACTIVE" } }),
  ServiceNetworkVpcAssociation: numbered("snva", "servicenetworkvpcassociation", {
    replaces: ["serviceNetworkIdentifier", "vpcIdentifier"],
    outputs: { createdBy: "{account}", status: "ACTIVE" },
  }),
  ServiceNetworkServiceAssociation: numbered("snsa", "servicenetworkserviceassociation", {
    replaces: ["serviceIdentifier", "serviceNetworkIdentifier"],
    outputs: { createdBy: "{account}", status: "ACTIVE" },
  }),
  AccessLogSubscription: numbered("als", "accesslogsubscription", { replaces: ["resourceIdentifier"] }),
  AuthPolicy: {
    id: "{resourceIdentifier}",
    documents: ["policy"],
    replaces: ["resourceIdentifier"],
    outputs: { state: "Active" },
  },
});

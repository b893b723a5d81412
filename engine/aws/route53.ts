import { draw, LETTERS } from "../pseudo-random";
import { service } from "./kit/service";

export const route53 = service(
  "route53",
  {
    Zone: {
      id: "Z{upper20}",
      defaults: { comment: "Managed by Pulumi", forceDestroy: false },
      replaces: ["name", "delegationSetId"],
      outputs: ({ id }) => ({
        zoneId: id,
        arn: "arn:{partition}:route53:::hostedzone/{id}",
        nameServers: [1, 2, 3, 4].map(
          (n) => `ns-{digit3:ns${n}}.awsdns-0${n}.${["com", "net", "org", "co.uk"][n - 1]}`,
        ),
        primaryNameServer: "ns-{digit3:ns1}.awsdns-01.com",
      }),
    },
    Record: {
      id: ({ setIdentifier }) =>
        setIdentifier === undefined ? "{zoneId}_{name}_{type}" : "{zoneId}_{name}_{type}_{setIdentifier}",
      replaces: ["zoneId", "name", "type", "setIdentifier"],
      outputs: { fqdn: "{name}", allowOverwrite: false },
    },
    ZoneAssociation: { id: "{zoneId}:{vpcId}", replaces: ["zoneId", "vpcId"], outputs: { owningAccount: "{account}" } },
  },
  {
    getZone: ({ args, account: { accountId, partition } }) => {
      const id = args.zoneId ?? `Z${draw(`${accountId}${args.name}${args.privateZone}`, LETTERS.toUpperCase(), 20)}`;
      return { id, zoneId: id, arn: `arn:${partition}:route53:::hostedzone/${id}` };
    },
  },
);

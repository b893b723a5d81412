import { service } from "./kit/service";

// ARNs: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsglue.html; ids: the SDK's imports;
// read 2026-11.
const autoname = { separator: "_", random: { letters: 8 }, lowerCase: true } as const;

export const glue = service("glue", {
  CatalogDatabase: {
    autoname,
    id: "{account}:{name}",
    arn: "glue:{region}:{account}:database/{name}",
    replaces: ["name", "catalogId"],
    outputs: { catalogId: "{account}" },
  },
  CatalogTable: {
    autoname,
    id: "{account}:{databaseName}:{name}",
    arn: "glue:{region}:{account}:table/{databaseName}/{name}",
    replaces: ["name", "databaseName", "catalogId"],
    outputs: { catalogId: "{account}" },
  },
});

import { service } from "./kit/service";

// ARNs: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscertificatemanager.html (read 2026-11).
// Which name a certificate is for that exists already is a stand-in.
export const acm = service(
  "acm",
  {
    Certificate: {
      id: "{arn}",
      arn: "acm:{region}:{account}:certificate/{uuid}",
      outputs: { domainName: "{letter8}.example.com", status: "ISSUED", type: "AMAZON_ISSUED" },
    },
  },
  {
    getCertificate: {
      arn: "arn:{partition}:acm:{region}:{account}:certificate/{uuid}",
      id: "{arn}",
      domain: "{letter8}.example.com",
      status: "ISSUED",
    },
  },
);

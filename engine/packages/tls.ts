import { bytesOf, draw, HEX } from "../pseudo-random";
import type { Values } from "../simulation";
import type { PackageSpec } from "./package-spec";

/** `@pulumi/tls`: right in form, but no key: nothing can be signed or decrypted with it. */
export const tls: PackageSpec = {
  "tls:index/privateKey:PrivateKey": {
    outputs: ({ algorithm }, seed) => ({
      ecdsaCurve: "P224",
      rsaBits: 2048,
      privateKeyPem: pem(`${algorithm === "ECDSA" ? "EC" : "RSA"} PRIVATE KEY`, seed),
      privateKeyPemPkcs8: pem("PRIVATE KEY", seed),
      privateKeyOpenssh: pem("OPENSSH PRIVATE KEY", seed),
      publicKeyPem: pem("PUBLIC KEY", `${seed}/public`),
      publicKeyOpenssh: `ssh-${algorithm === "ED25519" ? "ed25519" : "rsa"} ${body(`${seed}/public`)}\n`,
      publicKeyFingerprintMd5: pairs(draw(`${seed}/md5`, HEX, 32)),
      publicKeyFingerprintSha256: `SHA256:${bytesOf(`${seed}/sha256`).toString("base64").replace(/=+$/, "")}`,
    }),
    id,
  },
  "tls:index/selfSignedCert:SelfSignedCert": { outputs: certificate, id },
  "tls:index/locallySignedCert:LocallySignedCert": { outputs: certificate, id },
  "tls:index/certRequest:CertRequest": {
    outputs: (_, seed) => ({ certRequestPem: pem("CERTIFICATE REQUEST", seed), keyAlgorithm: "RSA" }),
    id,
  },
};

function certificate(_: Values, seed: string): Values {
  return {
    certPem: pem("CERTIFICATE", seed),
    keyAlgorithm: "RSA",
    readyForRenewal: false,
    validityStartTime: "2026-01-01T00:00:00Z",
    validityEndTime: "2036-01-01T00:00:00Z",
  };
}

function id(_: Values, seed: string): string {
  return draw(seed, HEX, 40);
}

function pem(kind: string, seed: string): string {
  return `-----BEGIN ${kind}-----\n${body(`${seed}/${kind}`)}\n-----END ${kind}-----\n`;
}

function body(seed: string): string {
  return bytesOf(seed).toString("base64");
}

function pairs(hex: string): string {
  return hex.match(/../g)?.join(":") ?? hex;
}

import { join } from "node:path";
import { REPOSITORY } from "../../support/repository";

export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** Another policy engine: how to install it, and how to let it judge buckets. */
export interface Engine {
  readonly name: string;
  readonly version: string;
  readonly origin: string;
  /** Commands that install it into `folder`, one after another. */
  install(folder: string): readonly Command[];
  /** A command that works once it is installed. */
  probe(folder: string): Command;
  /** The command that judges a folder of `writeBuckets`; it ends with one of `codes` and names each faulty bucket. */
  judge(folder: string, buckets: string): Command;
  readonly codes: readonly number[];
}

const HERE = join(REPOSITORY, "tests/bench/peers");

export const ENGINES: readonly Engine[] = [
  {
    name: "OPA",
    version: "1.22.2",
    origin: "Go module",
    install: (folder) => [
      {
        file: "go",
        args: ["install", "github.com/open-policy-agent/opa@v1.22.2"],
        environment: { GOBIN: folder, GOFLAGS: "" },
      },
    ],
    probe: (folder) => ({ file: join(folder, "opa"), args: ["version"] }),
    judge: (folder, buckets) => ({
      file: join(folder, "opa"),
      args: [
        ...["eval", "data.bench.violations", "--format", "raw"],
        ...["--data", join(HERE, "checks.rego"), "--input", join(buckets, "buckets.json")],
      ],
    }),
    codes: [0],
  },
  {
    name: "cfn-guard",
    version: "3.1.2",
    origin: "crates.io",
    install: (folder) => [
      { file: "cargo", args: ["install", "cfn-guard", "--version", "3.1.2", "--locked", "--root", folder] },
    ],
    probe: (folder) => ({ file: join(folder, "bin/cfn-guard"), args: ["--version"] }),
    judge: (folder, buckets) => ({
      file: join(folder, "bin/cfn-guard"),
      args: [
        ...["validate", "--structured", "--output-format", "json", "--show-summary", "none"],
        ...["--rules", join(HERE, "checks.guard"), "--data", join(buckets, "templates")],
      ],
    }),
    codes: [19],
  },
  {
    name: "Checkov",
    version: "3.3.30",
    origin: "PyPI",
    install: (folder) => [
      { file: "python3", args: ["-m", "venv", folder] },
      { file: join(folder, "bin/python"), args: ["-m", "pip", "install", "--quiet", "checkov==3.3.30"] },
    ],
    probe: (folder) => ({ file: join(folder, "bin/python"), args: ["-m", "checkov.main", "--version"] }),
    judge: (folder, buckets) => ({
      file: join(folder, "bin/python"),
      args: [
        ...["-m", "checkov.main", "--framework", "cloudformation", "--directory", join(buckets, "templates")],
        ...["--external-checks-dir", join(HERE, "checkov"), "--check", "CKV_BENCH_*"],
        ...["--skip-download", "--quiet", "--compact", "--output", "json"],
      ],
      environment: { PYTHONDONTWRITEBYTECODE: "1" },
    }),
    codes: [1],
  },
];

import { obtainPulumi } from "./index";

// `node engine/loader/typescript.js scripts/pulumi-engine/main.ts` prints the folder that a working `pulumi` is in.
obtainPulumi().then(
  (cli) => console.log(cli.directory),
  (error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  },
);

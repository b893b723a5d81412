import pc from "picocolors";
import type { Terminal } from "../../cli/terminal";

/** A terminal that keeps what is written to it, without colour. */
export class RecordingTerminal implements Terminal {
  readonly colors = pc.createColors(false);
  written = "";
  errors = "";

  out(text: string): void {
    this.written += text;
  }

  error(text: string): void {
    this.errors += text;
  }

  progress(): void {}
}

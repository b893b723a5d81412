/** One line of the summary in which a pack says what it could not determine. */
export interface UndeterminedLine {
  readonly resource: string;
  readonly rule: string;
  /** The rule's reason, with what is not known yet and the waiver, if there is one. */
  readonly reason: string;
}

export const UNDETERMINED = "verdicts-are-determined";

/** The verdicts that a summary lists; none if the message is none. */
export function undeterminedIn(message: string): readonly UndeterminedLine[] {
  return message.split("\n").flatMap((line) => {
    const [, resource, rule, reason] = /^ {2}(.+?): ([a-z0-9-]+): (.*)$/.exec(line) ?? [];
    return resource && rule && reason !== undefined ? [{ resource, rule, reason }] : [];
  });
}

import type { ResourceRecord } from "@plinth/policies";
import { changed, type Props } from "./mutation";

/** One statement of a policy document, as a program writes it. */
export type Statement = Props & { readonly Effect: string; readonly Sid?: string };

export function statementsOf(record: ResourceRecord, property: string): readonly Statement[] {
  const document: unknown = JSON.parse(String(record.props[property]));
  if (typeof document !== "object" || document === null || !("Statement" in document)) return [];
  return Array.isArray(document.Statement) ? document.Statement : [];
}

/** The records with other statements in one record's policy document. */
export function withStatements(
  records: readonly ResourceRecord[],
  target: ResourceRecord,
  property: string,
  statements: readonly Props[],
): ResourceRecord[] {
  return changed(records, target, { [property]: documentOf(...statements) });
}

/** The statements with one under other members; `undefined` takes a member away. */
export function withMember(statements: readonly Statement[], target: Statement, members: Props): readonly Statement[] {
  return statements.map((statement) => (statement === target ? { ...statement, ...members } : statement));
}

export function documentOf(...statements: readonly Props[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

export function textsOf(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : [value]).filter((member) => typeof member === "string");
}

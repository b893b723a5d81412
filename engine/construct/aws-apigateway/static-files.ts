import { readdirSync, statSync } from "node:fs";
import { extname, join, relative, resolve, sep } from "node:path";
import * as iam from "@pulumi/aws/iam";
import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import { hashOf } from "../hash";
import type { Route } from "./routes";

/** What a route serves from a bucket: one object, or every object below a prefix. */
export interface StaticFiles {
  readonly role: iam.Role;
  /** Key of the object, or of the folder. */
  readonly key: string;
  readonly isFolder: boolean;
  /** Path of the folder in the API; it ends with a slash. */
  readonly folderPath: string;
  /** Key of the object for the folder itself. */
  readonly indexKey?: string;
}

type FileRoute = Route & { readonly localPath: string };

/**
 * The objects of a route with a `localPath`, and the role by which API Gateway reads them.
 * @param localPath Relative to the project's folder, in which its program runs.
 */
export function addStaticFiles(
  name: string,
  route: FileRoute,
  bucket: pulumi.Input<s3.Bucket>,
  parent: pulumi.Resource,
): StaticFiles {
  const path = resolve(route.localPath);
  const isFolder = statSync(path).isDirectory();
  const folderPath = route.path.endsWith("/") ? route.path : `${route.path}/`;
  const key = name + hashOf(`get:${isFolder ? folderPath : route.path}`);
  const role = addRole(key, parent);
  const add = (objectKey: string, file: string, contentType = CONTENT_TYPES[extname(file).toLowerCase()]) =>
    new s3.BucketObject(
      objectKey,
      {
        // The bucket's id is its name.
        bucket: pulumi.output(bucket).apply(({ bucket: bucketName }) => bucketName),
        key: objectKey,
        source: new pulumi.asset.FileAsset(file),
        contentType,
      },
      { parent },
    );
  if (!isFolder) {
    add(key, path, route.contentType);
    return { role, key, isFolder, folderPath };
  }
  const files = filesBelow(path).map((file) => [relative(path, file).split(sep).join("/"), file] as const);
  for (const [relativePath, file] of files) add(`${key}/${relativePath}`, file);
  const index = indexOf(route);
  const hasIndex = files.some(([relativePath]) => relativePath === index);
  return { role, key, isFolder, folderPath, ...(hasIndex && { indexKey: `${key}/${index}` }) };
}

function addRole(key: string, parent: pulumi.Resource): iam.Role {
  const statement = {
    Sid: "",
    Effect: "Allow",
    Principal: { Service: "apigateway.amazonaws.com" },
    Action: "sts:AssumeRole",
  };
  const role = new iam.Role(
    key,
    { assumeRolePolicy: JSON.stringify({ Version: "2012-10-17", Statement: [statement] }) },
    { parent },
  );
  new iam.RolePolicyAttachment(key, { role, policyArn: iam.ManagedPolicy.AmazonS3FullAccess }, { parent });
  return role;
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder).flatMap((entry) => {
    const path = join(folder, entry);
    const stats = statSync(path);
    return stats.isDirectory() ? filesBelow(path) : stats.isFile() ? [path] : [];
  });
}

function indexOf({ index }: Route): string | undefined {
  if (index === false) return undefined;
  return typeof index === "string" ? index : "index.html";
}

/** Of https://www.iana.org/assignments/media-types (read 2026-11), for what websites are made of. */
const CONTENT_TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css",
  ".gif": "image/gif",
  ".htm": "text/html",
  ".html": "text/html",
  ".ico": "image/vnd.microsoft.icon",
  ".jpeg": "image/jpeg",
  ".jpg": "image/jpeg",
  ".js": "text/javascript",
  ".json": "application/json",
  ".mjs": "text/javascript",
  ".pdf": "application/pdf",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain",
  ".wasm": "application/wasm",
  ".webp": "image/webp",
  ".woff": "font/woff",
  ".woff2": "font/woff2",
  ".xml": "text/xml",
};

import * as cloudtrail from "@pulumi/aws/cloudtrail";
import * as iam from "@pulumi/aws/iam";
import * as organizations from "@pulumi/aws/organizations";
import * as s3 from "@pulumi/aws/s3";
import * as ssoadmin from "@pulumi/aws/ssoadmin";
import { documentOf } from "./documents";

/** An organisation with its trail, its controls, AI among them, and its people. */
export function landingZone(): void {
  const organisation = new organizations.Organization("shop", { featureSet: "ALL" });
  const [root] = [organisation.roots.apply((roots) => roots?.[0]?.id ?? "r-ab12")];
  const production = new organizations.OrganizationalUnit("production", { name: "production", parentId: root });
  new organizations.Account("production", {
    name: "production",
    email: "production@example.com",
    parentId: production.id,
  });
  const controls = new organizations.Policy("controls", {
    content: documentOf({
      Effect: "Deny",
      Action: ["bedrock:*", "sagemaker:*", "organizations:Leave*"],
      Resource: "*",
    }),
  });
  new organizations.PolicyAttachment("controls", { policyId: controls.id, targetId: production.id });
  const archive = new s3.Bucket("archive", { bucket: "shop-archive" });
  new s3.BucketPolicy("archive", {
    bucket: archive.bucket,
    policy: documentOf({
      Effect: "Allow",
      Principal: { Service: "cloudtrail.amazonaws.com" },
      Action: ["s3:GetBucketAcl", "s3:PutObject"],
      Resource: ["arn:aws:s3:::shop-archive", "arn:aws:s3:::shop-archive/*"],
    }),
  });
  new cloudtrail.Trail("shop", { s3BucketName: archive.bucket, isOrganizationTrail: true });
  const administrators = new ssoadmin.PermissionSet("administrators", {
    name: "administrators",
    instanceArn: "arn:aws:sso:::instance/ssoins-0123456789abcdef",
  });
  new ssoadmin.ManagedPolicyAttachment("administrators", {
    instanceArn: administrators.instanceArn,
    permissionSetArn: administrators.arn,
    managedPolicyArn: "arn:aws:iam::aws:policy/AdministratorAccess",
  });
  new iam.AccountPasswordPolicy("people", { minimumPasswordLength: 14 });
}

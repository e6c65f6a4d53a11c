using Infra.Components.Clusters;
using Xunit;

namespace Infra.Components.Tests.Clusters;

/// <summary>Who may do what: people in the cluster, and the cluster's parts in AWS.</summary>
[Collection(Deployments.Name)]
public sealed class EksClusterAccessTests
{
    private const string Template = "aws:ec2/launchTemplate:LaunchTemplate";
    private const string Addon = "aws:eks/addon:Addon";
    private const string Attachment = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
    private const string Role = "arn:aws:iam::123456789012:role/platform";

    [Fact]
    public async Task Administrators_are_let_in_once_and_the_role_that_is_in_already_not_at_all()
    {
        var people = "arn:aws:iam::123456789012:role/people/admins";
        var declared = await Aws.MakeAsync(args => args with { Role = Role, AdministratorRoles = [people, Role, people] });

        Assert.Equal(people, declared.Single("aws:eks/accessEntry:AccessEntry").Inputs["principalArn"]);
        var access = declared.Single("aws:eks/accessPolicyAssociation:AccessPolicyAssociation");
        Assert.Equal("prod-cloud-123456789012-admins", access.Name);
        Assert.Equal("arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy", access.Inputs["policyArn"]);
        Assert.Equal("cluster", Tree.At(access.Inputs["accessScope"], "type"));
    }

    [Theory]
    [InlineData("eu-central-1", "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy")]
    [InlineData("cn-north-1", "arn:aws-cn:iam::aws:policy/AmazonEKSClusterPolicy")]
    [InlineData("us-gov-west-1", "arn:aws-us-gov:iam::aws:policy/AmazonEKSClusterPolicy")]
    public async Task Policies_are_those_of_the_regions_part_of_AWS(string region, string policy)
    {
        var declared = await Aws.MakeAsync(args => args with { AwsRegion = region });

        Assert.Equal(policy, declared.Named(Attachment, "prod-cloud-control-AmazonEKSClusterPolicy").Inputs["policyArn"]);
    }

    [Fact]
    public async Task Machines_may_join_and_fetch_images_and_each_add_on_has_a_role_for_what_it_does() => Assert.Equal(
        [
            "prod-cloud-cni-AmazonEKS_CNI_Policy",
            "prod-cloud-control-AmazonEKSClusterPolicy",
            "prod-cloud-ebs-csi-AmazonEBSCSIDriverPolicy",
            "prod-cloud-nodes-AmazonEC2ContainerRegistryPullOnly",
            "prod-cloud-nodes-AmazonEKSWorkerNodePolicy",
        ],
        Names(await Aws.MakeAsync(), Attachment));

    [Fact]
    public async Task Where_pods_take_no_roles_their_machines_have_them_and_the_cluster_issues_no_identities()
    {
        var declared = await Aws.MakeAsync(args => args with { AllowsPodRoles = false });

        Assert.Equal(
            [
                "prod-cloud-control-AmazonEKSClusterPolicy",
                "prod-cloud-nodes-AmazonEBSCSIDriverPolicy",
                "prod-cloud-nodes-AmazonEC2ContainerRegistryPullOnly",
                "prod-cloud-nodes-AmazonEKSWorkerNodePolicy",
                "prod-cloud-nodes-AmazonEKS_CNI_Policy",
            ],
            Names(declared, Attachment));
        Assert.Equal(["prod-cloud-aws-ebs-csi-driver", "prod-cloud-coredns", "prod-cloud-kube-proxy", "prod-cloud-vpc-cni"], Names(declared, Addon));
        Assert.DoesNotContain(declared.Resources, resource => resource.Type is "aws:iam/openIdConnectProvider:OpenIdConnectProvider" or "aws:eks/podIdentityAssociation:PodIdentityAssociation");
        Assert.Equal(2.0, Tree.At(declared.Named(Template, "prod-cloud-web").Inputs["metadataOptions"], "httpPutResponseHopLimit"));
    }

    [Fact]
    public async Task Pods_are_trusted_as_pod_identity_needs_it()
    {
        var declared = await Aws.MakeAsync();

        Assert.Equal(
            Tree.Json("""
            { "Version": "2012-10-17", "Statement": [ { "Effect": "Allow", "Principal": { "Service": "pods.eks.amazonaws.com" }, "Action": [ "sts:AssumeRole", "sts:TagSession" ] } ] }
            """),
            Tree.Json((string)declared.Named("aws:iam/role:Role", "prod-cloud-ebs-csi").Inputs["assumeRolePolicy"]));
        var association = declared.Named("aws:eks/podIdentityAssociation:PodIdentityAssociation", "prod-cloud-aws-ebs-csi-driver").Inputs;
        Assert.Equal("kube-system", association["namespace"]);
        Assert.Equal("ebs-csi-controller-sa", association["serviceAccount"]);
        Assert.Equal("https://oidc.eks.eu-central-1.amazonaws.com/id/0A1B", declared.Single("aws:iam/openIdConnectProvider:OpenIdConnectProvider").Inputs["url"]);
    }

    private static IEnumerable<string?> Names(Declared declared, string type) =>
        declared.Resources.Where(resource => resource.Type == type).Select(resource => resource.Name).Order(StringComparer.Ordinal);
}

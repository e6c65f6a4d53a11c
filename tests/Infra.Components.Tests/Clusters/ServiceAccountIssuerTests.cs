using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Infra.Components.Clusters;
using Xunit;

namespace Infra.Components.Tests.Clusters;

[Collection(Deployments.Name)]
public sealed class ServiceAccountIssuerTests
{
    [Fact]
    public void A_token_that_the_private_key_signs_is_checked_with_what_is_published()
    {
        using var key = RSA.Create(2048);
        var signature = key.SignData("header.claims"u8, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

        var published = JsonNode.Parse(ServiceAccountKeys.Keys(Base64(key.ExportSubjectPublicKeyInfoPem())))!["keys"]![0]!;
        using var read = RSA.Create(new RSAParameters { Modulus = Bytes(published["n"]), Exponent = Bytes(published["e"]) });

        Assert.True(read.VerifyData("header.claims"u8, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        Assert.Equal(("RSA", "RS256", "sig"), (Text(published["kty"]), Text(published["alg"]), Text(published["use"])));
        // As the API server calls it: k8s.io/kubernetes/pkg/serviceaccount, keyIDFromPublicKey.
        Assert.Equal(Base64Url.EncodeToString(SHA256.HashData(key.ExportSubjectPublicKeyInfo())), Text(published["kid"]));
    }

    [Fact]
    public void Nothing_of_a_private_key_is_published()
    {
        using var key = RSA.Create(2048);

        Assert.Equal(
            ["alg", "e", "kid", "kty", "n", "use"],
            JsonNode.Parse(ServiceAccountKeys.Keys(Base64(key.ExportPkcs8PrivateKeyPem())))!["keys"]![0]!.AsObject().Select(field => field.Key).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("not base64")]
    [InlineData("bm8ga2V5")]
    public void What_is_no_key_is_refused(string encoded) => Assert.Throws<ArgumentException>(() => ServiceAccountKeys.Keys(encoded));

    [Fact]
    public void The_issuer_says_where_its_keys_are()
    {
        var discovery = JsonNode.Parse(ServiceAccountKeys.Discovery("https://b.s3.eu-central-1.amazonaws.com"))!;

        Assert.Equal("https://b.s3.eu-central-1.amazonaws.com", Text(discovery["issuer"]));
        Assert.Equal("https://b.s3.eu-central-1.amazonaws.com/openid/v1/jwks", Text(discovery["jwks_uri"]));
    }

    [Fact]
    public async Task Everybody_may_read_two_documents_and_nothing_else()
    {
        var declared = await SelfManagedAws.MakeAsync();

        Assert.Equal(
            Tree.Json("""
            {
              "Version": "2012-10-17",
              "Statement": [ {
                "Effect": "Allow",
                "Principal": "*",
                "Action": [ "s3:GetObject" ],
                "Resource": [
                  "arn:aws:s3:::prod-cloud-issuer-1a2b3c4/.well-known/openid-configuration",
                  "arn:aws:s3:::prod-cloud-issuer-1a2b3c4/openid/v1/jwks"
                ]
              } ]
            }
            """),
            Tree.Json((string)declared.Single("aws:s3/bucketPolicy:BucketPolicy").Inputs["policy"]));
        Assert.Equal(true, declared.Single("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock").Inputs["blockPublicAcls"]);
        Assert.Equal(
            [".well-known/openid-configuration", "openid/v1/jwks"],
            declared.Resources.Where(resource => resource.Type == "aws:s3/bucketObjectv2:BucketObjectv2").Select(resource => resource.Inputs["key"]).Order());
    }

    [Fact]
    public async Task Tokens_carry_the_address_that_AWS_trusts()
    {
        var declared = await SelfManagedAws.MakeAsync();

        var arguments = Tree.At(
            declared.Single("kubernetes:controlplane.cluster.x-k8s.io/v1beta2:KubeadmControlPlane").Inputs["spec"], "kubeadmConfigSpec", "clusterConfiguration", "apiServer", "extraArgs");
        Assert.Contains(
            Tree.Json($$"""{ "name": "service-account-issuer", "value": "https://{{SelfManagedAws.Bucket}}" }"""),
            ((System.Collections.Immutable.ImmutableArray<object>)arguments!).Select(Tree.Json));
        Assert.Equal($"https://{SelfManagedAws.Bucket}", declared.Single("aws:iam/openIdConnectProvider:OpenIdConnectProvider").Inputs["url"]);
    }

    [Fact]
    public void The_address_of_an_API_is_read_from_its_kubeconfig()
    {
        Assert.Equal(SelfManagedAws.Endpoint, KubeconfigAddress.Of(SelfManagedAws.Kubeconfig, "it"));
        Assert.Throws<ArgumentException>(() => KubeconfigAddress.Of("kind: Config\n", "it"));
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static byte[] Bytes(JsonNode? node) => Base64Url.DecodeFromChars(node!.GetValue<string>());

    private static string Text(JsonNode? node) => node!.GetValue<string>();
}

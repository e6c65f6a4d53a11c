using System.Collections.Immutable;
using Xunit;

namespace Infra.Policies.Tests;

public sealed class ListParameterTests
{
    private const string Pack = """
        title: Example
        description: For tests.
        version: 1.1.0
        parameters:
          verifiedImages: { type: texts, description: What is verified., into: 'matchImageReferences[].glob' }
          registrySecrets: { type: texts, description: By which it is read., into: 'credentials.secrets[]' }
        """;

    private static readonly string Images = PackFolder.Policy
        .Replace("kind: ValidatingPolicy", "kind: ImageValidatingPolicy", StringComparison.Ordinal)
        .Replace("  variables:", "  matchImageReferences: [{ glob: 'registry.example.com/*' }]\n  credentials: { providers: [default], secrets: [] }\n  attestors: []\n  variables:", StringComparison.Ordinal);

    [Fact]
    public void Texts_become_the_list_that_their_parameter_names()
    {
        using var folder = new PackFolder().WithBoth(Pack, Images);
        var library = folder.Read();
        Assert.Empty(library.Problems);
        var policy = Assert.Single(library.Policies);
        Assert.Equal(["registrySecrets", "verifiedImages"], policy.Parameters);
        var spec = policy.SpecFor(PolicyAction.Enforce, ImmutableSortedDictionary.Create<string, object>(StringComparer.Ordinal)
            .Add("verifiedImages", ImmutableArray.Create<object>("ours.example.com/*", "theirs.example.com/*"))
            .Add("registrySecrets", ImmutableArray.Create<object>("pull")));
        Assert.Equal(["ours.example.com/*", "theirs.example.com/*"], ((ImmutableArray<object>)spec["matchImageReferences"]).Select(item => Assert.Single((ImmutableDictionary<string, object>)item)).Select(pair => pair.Key == "glob" ? pair.Value : pair.Key));
        var credentials = (ImmutableDictionary<string, object>)spec["credentials"];
        Assert.Equal(["pull"], (ImmutableArray<object>)credentials["secrets"]);
        Assert.Equal(["default"], (ImmutableArray<object>)credentials["providers"]);
    }

    [Fact]
    public void A_policy_without_the_list_has_no_use_for_the_parameter()
    {
        using var folder = new PackFolder().WithBoth(Pack, PackFolder.Policy);
        var library = folder.Read();
        Assert.Empty(Assert.Single(library.Policies).Parameters);
        Assert.Equal(2, library.Problems.Length);
    }

    [Theory]
    [InlineData("credentials.secrets", "5:72: found 'credentials.secrets'; allowed: a list in the spec, such as credentials.secrets[], or of maps with one key, such as matchImageReferences[].glob")]
    [InlineData("a[].b[].c", "5:72: found 'a[].b[].c'; allowed: a list in the spec, such as credentials.secrets[], or of maps with one key, such as matchImageReferences[].glob")]
    public void A_path_that_is_no_list_is_refused(string into, string problem)
    {
        using var folder = new PackFolder().WithBoth(Pack.Replace("matchImageReferences[].glob", into, StringComparison.Ordinal), Images);
        Assert.Equal([$"policies/example/pack.yaml:{problem}"], folder.Read().Problems.Select(found => $"{found}"));
    }

    [Fact]
    public void Only_texts_become_a_list()
    {
        using var folder = new PackFolder().WithBoth(Pack.Replace("verifiedImages: { type: texts", "verifiedImages: { type: text", StringComparison.Ordinal), Images);
        Assert.Equal(["policies/example/pack.yaml:5:71: 'into' is for texts; values of other types go into variables"], folder.Read().Problems.Select(found => $"{found}"));
    }
}

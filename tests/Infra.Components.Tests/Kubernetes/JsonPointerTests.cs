using Infra.Components.Kubernetes;
using Xunit;

namespace Infra.Components.Tests.Kubernetes;

public sealed class JsonPointerTests
{
    [Fact]
    public void A_pointer_escapes_what_separates_its_steps() =>
        Assert.Equal("/metadata/annotations/a~1b~0c", JsonPointer.To("metadata", "annotations", "a/b~c"));

    [Fact]
    public void Setting_what_exists_replaces_it() =>
        Assert.Equal(new JsonPatch("replace", "/spec/replicas", 3), JsonPointer.Set(Fields.Of(("spec", Fields.Of(("replicas", 1)))), ["spec", "replicas"], 3));

    [Fact]
    public void Setting_what_is_missing_adds_from_the_first_missing_key()
    {
        var patch = JsonPointer.Set(Fields.Of(("spec", Fields.Of(("a", 1)))), ["spec", "values", "image", "tag"], "1.2");

        Assert.Equal(("add", "/spec/values"), (patch.Operation, patch.Path));
        Assert.Equal(Tree.Json("""{ "image": { "tag": "1.2" } }"""), Tree.Json(patch.Value!));
    }

    [Fact]
    public void Setting_goes_through_list_positions() =>
        Assert.Equal("replace", JsonPointer.Set(Fields.Of(("list", new[] { "a", "b" })), ["list", "1"], "c").Operation);
}

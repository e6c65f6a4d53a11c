using System.Text;
using Infra.Engine.Behaviors;
using Infra.Engine.Planning;
using Infra.Engine.Values;

namespace Infra.Tests.Runs;

/// <summary>Clusters that answer what only they know: what their secrets hold. The provider does not say that it is secret; the SDK does.</summary>
/// <param name="told">What is in a key and in a token.</param>
internal sealed class TellingKubernetes(string told) : IResourceBehavior
{
    private const string Secret = "kubernetes:core/v1:Secret";

    private readonly PropertyMap _data = PropertyMap.Of(
        ("ca.crt", Text("authority")), ("tls.crt", Text("certificate")), ("tls.key", Text(told)), ("token", Text(told)));

    private readonly KubernetesBehavior _kubernetes = new();

    public string Package => _kubernetes.Package;

    public PropertyMap Check(ResourceRequest request) => _kubernetes.Check(request);

    public bool ForcesReplacement(ResourceRequest request, PropertyPath path) => _kubernetes.ForcesReplacement(request, path);

    public bool DeletesBeforeReplacing(ResourceRequest request) => _kubernetes.DeletesBeforeReplacing(request);

    // A token; what the program writes itself it knows.
    public ResourceOutcome Plan(ResourceRequest request) => Telling(request, _kubernetes.Plan(request), request.Inputs["data"] is null && request.Inputs["stringData"] is null);

    public ResourceOutcome Read(ResourceRequest request, string id) => Telling(request, _kubernetes.Read(request, id), isAsked: true);

    private ResourceOutcome Telling(ResourceRequest request, ResourceOutcome outcome, bool isAsked) =>
        request.Type == Secret && isAsked ? outcome with { Outputs = outcome.Outputs.With("data", _data) } : outcome;

    private static StringValue Text(string text) => new(Convert.ToBase64String(Encoding.UTF8.GetBytes(text)));
}

/// <summary>A project of whose stacks nothing is recorded.</summary>
internal sealed class NothingRecorded : IRecordedStacks
{
    public string Project => "infra";

    public IReadOnlyList<string> Names => ["dev", "mgmt"];

    public PropertyMap? OutputsOf(string stack) => null;
}

namespace Infra.Policies.Tests;

/// <summary>A project with a pack of one policy, of which a test changes a line.</summary>
internal sealed class PackFolder : IDisposable
{
    public const string Pack = """
        title: Example
        description: For tests.
        version: 1.1.0
        parameters:
          registries: { type: texts, description: Where images may come from., required: true }
        """;

    public const string Policy = """
        apiVersion: policies.kyverno.io/v1
        kind: ValidatingPolicy
        metadata:
          name: allowed
          annotations:
            policies.kyverno.io/title: Allowed registries
            policies.kyverno.io/category: Images
            policies.kyverno.io/severity: high
            policies.kyverno.io/description: >-
              Nobody knows what is in
              other images.
            infra.internal/remediation: Push the image to a registry of ours.
            infra.internal/controls: CIS 5.5.1; NSA 3
            infra.internal/since: 1.0.0
        spec:
          failurePolicy: Fail
          validationActions: [Deny]
          matchConstraints:
            resourceRules:
              - { apiGroups: [''], apiVersions: [v1], operations: [CREATE], resources: [pods] }
          variables:
            - { name: settled, expression: has(object.metadata.deletionTimestamp) }
            - { name: registries, expression: "['registry.example.com/']" }
            - { name: images, expression: 'object.spec.containers.map(container, container.image)' }
          validations:
            - message: Not from a registry of ours.
              expression: variables.settled || variables.images.all(image, variables.registries.exists(registry, image.startsWith(registry)))
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("packs");

    public string Root => _folder.FullName;

    public PackFolder With(string file, string text)
    {
        var path = Path.Combine(Root, PolicyLibrary.Folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return this;
    }

    public PackFolder WithBoth(string pack = Pack, string policy = Policy) => With("example/pack.yaml", pack).With("example/allowed/policy.yaml", policy);

    public PolicyLibrary Read() => PolicyLibrary.Read(Root);

    public void Dispose() => _folder.Delete(recursive: true);
}

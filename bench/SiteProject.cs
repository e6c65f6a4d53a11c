using System.Globalization;
using Infra.Policies;

namespace Infra.Bench;

/// <summary>A project of many sites in a folder of its own: a class, three regions, two pools, five fleets, three applications, and one file for each site.</summary>
internal sealed class SiteProject : IDisposable
{
    /// <summary>The stack that the sites belong to.</summary>
    public const string Stack = "edge";

    private static readonly string[] Regions = ["beijing", "guangzhou", "shanghai"];

    private readonly string _root = Directory.CreateTempSubdirectory("infra-bench-").FullName;

    /// <summary>Writes it.</summary>
    /// <param name="sites">How many sites it has.</param>
    /// <param name="addons">How many add-ons the sites have, each a chart of which a new version is on its way.</param>
    /// <param name="hasPolicies">Whether each fleet has the policies of all packs of this repository.</param>
    public SiteProject(int sites, int addons = 0, bool hasPolicies = false)
    {
        if (hasPolicies)
            WritePacks();
        Write("Pulumi.yaml", "name: infra\nruntime: dotnet\nstackConfigDir: stacks\n");
        Write($"stacks/Pulumi.{Stack}.yaml", StackFile + (addons == 0 ? "" : $"  infra:addons:\n{string.Concat(Enumerable.Range(0, addons).Select(Addon))}") + (hasPolicies ? Policies : ""));
        Write(
            "stacks/classes/warehouse.yaml",
            "kind: attached\nmode: pull\nprovider: edge\nlabels:\n  tier: edge\n  goods: frozen\nnetwork:\n  podCidr: 10.42.0.0/16\n  serviceCidr: 10.43.0.0/16\n  from:\n    nodeCidr: warehouses\n");
        foreach (var region in Regions)
            Write($"stacks/regions/{region}.yaml", $"labels:\n  area: {region}\nzones: [{region}-a]\n");
        for (var number = 0; number < sites; number++)
            Write(File(number), SiteFile(number));
    }

    /// <summary>The name of an add-on.</summary>
    public static string AddonName(int number) => string.Create(CultureInfo.InvariantCulture, $"addon-{number}");

    /// <summary>The folder of <c>Pulumi.yaml</c>.</summary>
    public string Root => _root;

    /// <summary>The name of a site.</summary>
    public static string Name(int number) => number.ToString("'site-'00000", CultureInfo.InvariantCulture);

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static string File(int number) => $"stacks/sites/warehouses/{Name(number)}.yaml";

    // 10.0.0.0/10 in blocks of /26 is enough for 65,536 sites.
    private static string SiteFile(int number) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        # yaml-language-server: $schema=../../schemas/site.schema.json
        class: warehouse
        region: {Regions[number % Regions.Length]}
        labels:
          wave: wave-{number % 4}
          goods: {(number % 5 == 0 ? "pharmaceuticals" : "frozen")}
        network:
          nodeCidr: 10.{128 + (number >> 10)}.{(number >> 2) & 255}.{(number & 3) << 6}/26

        """);

    private static string Addon(int number) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""
            {{AddonName(number)}}:
              on: { fleet: all }
              namespace: addon-{{number}}
              chart: { chart: addon, repository: https://charts.example.com, version: 1.0.0, values: { replicas: 2, resources: { limits: { memory: 64Mi } } } }
              clusterValues: { site.name: name, site.region: region }
              rollout: { version: 1.1.0, waves: [{ on: { matchLabels: { wave: wave-0 } } }, { percent: 50 }], reached: 2 }

        """);

    // As they are; their cases are no part of a plan.
    private void WritePacks()
    {
        var repository = new DirectoryInfo(AppContext.BaseDirectory);
        while (!System.IO.File.Exists(Path.Combine(repository.FullName, "Infra.sln")))
            repository = repository.Parent ?? throw new InvalidOperationException("the packs are beside Infra.sln, which is in no folder above this program");
        foreach (var file in Directory.EnumerateFiles(Path.Combine(repository.FullName, PolicyLibrary.Folder), "*.yaml", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) is "pack.yaml" or "policy.yaml"))
            Write(Path.GetRelativePath(repository.FullName, file), System.IO.File.ReadAllText(file));
    }

    private void Write(string name, string text)
    {
        var path = Path.Combine(_root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        System.IO.File.WriteAllText(path, text);
    }

    private const string Policies =
        """
          infra:policies:
            parameters:
              registries: [registry.example.com/]
              verifiedImages: [registry.example.com/*]
              identities: [{ issuer: https://ci.example.com, subject: '*' }]
              builders: [https://ci.example.com/builder]
            overrides: { verify-image-provenance: audit }

        """;

    private const string StackFile =
        """
        config:
          infra:environment:
            tier: production
          infra:karmada:
            existing: { kubeconfig: { path: karmada.config } }
          infra:sites:
            groups: [warehouses]
          infra:addressPools:
            warehouses:
              cidr: 10.128.0.0/10
              blockLength: 26
            spare:
              cidr: 172.16.0.0/16
              blockLength: 26
          infra:fleets:
            all:
              members: { matchLabels: { tier: edge } }
              policy: strict
              namespaces: { cold-chain: {} }
            north:
              members: { regions: [beijing] }
              policy: strict
            canary:
              members: { matchLabels: { wave: wave-0 } }
              policy: strict
            pharmaceuticals:
              members:
                matchExpressions:
                  - { key: goods, operator: In, values: [pharmaceuticals] }
              policy: strict
            south:
              members: { regions: [guangzhou, shanghai], providers: [edge] }
              policy: strict
          infra:applications:
            edge-agent:
              namespace: cold-chain
              workload:
                image: registry.example.com/cold-chain/edge-agent:1.4.2
                environment: { SAMPLE_INTERVAL: 10s }
              placement: { fleet: all }
              overrides:
                - on: { matchLabels: { wave: wave-0 } }
                  imageTag: 1.5.0
            reporter:
              namespace: cold-chain
              workload:
                image: registry.example.com/cold-chain/reporter:2.0.0
              placement: { fleet: pharmaceuticals }
            dashboards:
              namespace: cold-chain
              git:
                url: https://git.example.com/cold-chain/dashboards
                tag: v1.0.0
              placement: { fleet: north }

        """;
}

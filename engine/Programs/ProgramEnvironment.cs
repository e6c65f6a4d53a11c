using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Infra.Engine.Planning;

namespace Infra.Engine.Programs;

/// <summary>The variables of the contract between a language host and its program, without the engine's addresses.</summary>
internal static class ProgramEnvironment
{
    public static ImmutableSortedDictionary<string, string> Of(StackIdentity stack, SessionOptions options)
    {
        var variables = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        variables["PULUMI_ORGANIZATION"] = stack.Organization;
        variables["PULUMI_PROJECT"] = stack.Project;
        variables["PULUMI_STACK"] = stack.Stack;
        variables["PULUMI_ROOT_DIRECTORY"] = options.RootDirectory;
        variables["PULUMI_PWD"] = options.RootDirectory;

        // The engine deploys nothing, so a program is always previewed: what only a cloud knows stays unknown.
        variables["PULUMI_DRY_RUN"] = "true";
        variables["PULUMI_QUERY_MODE"] = "false";
        variables["PULUMI_PARALLEL"] = options.Parallel.ToString(CultureInfo.InvariantCulture);
        variables["PULUMI_CONFIG"] = JsonSerializer.Serialize(options.Config.ToImmutableSortedDictionary(StringComparer.Ordinal));
        variables["PULUMI_CONFIG_SECRET_KEYS"] = JsonSerializer.Serialize(options.ConfigSecretKeys.Order(StringComparer.Ordinal));
        return variables.ToImmutable();
    }
}

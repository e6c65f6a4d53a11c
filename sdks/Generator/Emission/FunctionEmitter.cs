using System.Text;
using System.Text.RegularExpressions;

namespace Infra.Sdks.Generator.Emission;

/// <summary>Emits the functions of a package: what is asked of a provider without declaring anything.</summary>
internal static partial class FunctionEmitter
{
    public static string Emit(EmissionContext context)
    {
        var type = context.Type;
        var text = new StringBuilder();
        text.Append($"{Documentation.Function(context)}\npublic static class {type.Name}\n{{\n");
        text.Append($"    private const string Token = \"{type.FunctionToken}\";\n");
        foreach (var line in type.MemberLines)
        {
            var method = Method().Match(line);
            if (!method.Success)
                throw new FormatException($"{type.FullName}: a function of unknown form: '{line}'.");
            Append(text, method);
        }
        return text.Append('}').ToString();
    }

    private static void Append(StringBuilder text, Match method)
    {
        var isTask = method.Groups["name"].Value == "InvokeAsync";
        var result = method.Groups["result"].Value;
        var args = method.Groups["args"].Value;
        var isOptional = method.Groups["optional"].Success;
        var options = method.Groups["options"].Value;
        var hasDependencies = options == "InvokeOutputOptions";
        var when = isTask ? "Asks at once." : hasDependencies ? "Asks when the arguments are known and what it depends on exists." : "Asks when the arguments are known.";
        text.Append($"\n    {Documentation.Summary(when)}\n");
        text.Append($"    public static {(isTask ? "Task" : "Output")}<{result}> {method.Groups["name"].Value}(");
        text.Append($"{args}{(isOptional ? "? args = null" : " args")}, {options}{(hasDependencies ? " options" : "? options = null")}) =>\n");
        text.Append($"        Deployment.Instance.{method.Groups["name"].Value}<{result}>(Token, {(isOptional ? $"args ?? new {args}()" : "args")}, PackageOptions.Merge(options));\n");
    }

    [GeneratedRegex(@"^static [\w.]+<(?<result>[\w.]+)> (?<name>Invoke|InvokeAsync)\((?<args>[\w.]+)(?<optional>\?)? args( = default)?, Pulumi\.(?<options>\w+)\??( options)( = default)?\)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Method();
}

using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Infra.Components.Machines;

/// <summary>Puts a script together: its values, the library that all share, the bodies of its step, and the line that starts it.</summary>
internal static class ScriptText
{
    /// <summary>A script of functions: <c>up</c> and <c>down</c> are the step's two directions.</summary>
    /// <param name="step">The step's name.</param>
    /// <param name="values">What the functions find in variables.</param>
    /// <param name="bodies">Files of functions, by name.</param>
    public static string Compose(string step, ImmutableArray<ScriptValue> values, ImmutableArray<string> bodies) =>
        Program([new("step", step), .. values], ["library.sh", .. bodies]);

    /// <summary>A script that does nothing in either direction.</summary>
    public static string Nothing(string step) => $"# {step}: nothing is done to a machine that is gone.\nexit 0\n";

    /// <summary>A program that is left on a machine, or one that is given to it: values, functions, and the call of <c>main</c>.</summary>
    /// <remarks>
    /// Standard input is what bash reads the script from: whatever else read from it would eat the rest of the script. <c>main</c> on the last line keeps a text that did not
    /// arrive whole from being run in part. Without <c>inherit_errexit</c> a function whose output is taken would go on after a failure.
    /// </remarks>
    public static string Program(ImmutableArray<ScriptValue> values, ImmutableArray<string> bodies)
    {
        var text = new StringBuilder("#!/usr/bin/env bash\nset -euo pipefail\nshopt -s inherit_errexit\n\n");
        foreach (var value in values)
            text.Append(value.Assignment).Append('\n');
        foreach (var body in bodies)
            text.Append('\n').Append(Body(body));
        return text.Append("\nmain \"$@\" </dev/null\n").ToString();
    }

    /// <summary>A file of functions as it is in this assembly.</summary>
    public static string Body(string name) => EmbeddedText.Read(name);
}

/// <summary>A variable of a script that nothing can change. Its name is ours and never a user's; its value is quoted.</summary>
internal sealed class ScriptValue
{
    /// <summary>A text; the empty one for null.</summary>
    public ScriptValue(string name, string? text) => Assignment = $"readonly {name}={ShellText.Quote(text ?? "")}";

    /// <summary>A whole number.</summary>
    public ScriptValue(string name, int number)
        : this(name, number.ToString(CultureInfo.InvariantCulture))
    {
    }

    /// <summary><c>true</c> or <c>false</c>, which are commands of bash too: <c>if "$is_first"</c>.</summary>
    public ScriptValue(string name, bool isSo)
        : this(name, isSo ? "true" : "false")
    {
    }

    /// <summary>A list of texts.</summary>
    public ScriptValue(string name, IEnumerable<string> texts) => Assignment = $"readonly -a {name}=({string.Join(' ', texts.Select(ShellText.Quote))})";

    /// <summary>The line that makes the variable.</summary>
    public string Assignment { get; }
}

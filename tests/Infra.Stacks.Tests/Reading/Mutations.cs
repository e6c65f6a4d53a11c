using System.Text;

namespace Infra.Stacks.Tests.Reading;

/// <summary>Makes of a file what a slip, a bad merge, a broken disk or somebody hostile could make of it.</summary>
/// <param name="random">Decides everything, so that a seed brings a mutant back.</param>
/// <param name="others">Texts of other files, of which parts may get into this one.</param>
internal sealed class Mutations(Random random, IReadOnlyList<string> others)
{
    private static readonly string[] Values =
    [
        "yes", "no", "on", "012", "0o17", "1_000", "1.30", "12:30:45", "2026-11-23", "~", ".inf", "-1", "0", "99999999999999999999999999", "1e999", "true", "''", "\"\"", "[]", "{}", "[[]]", "[~]", "{~: ~}",
        "{a: b}", "[a, b]", "word", "'1'", "!!int 3", "!x y", "&a x", "*a", "<<", "|", ">-", "secure: v1:x", "{secure: v1:x}", "{secret: x}", "é", "\uD83D\uDE80", "\u0085", "\u2028", "\u0000", "\uFEFF", "\t",
        "10.0.0.0/8", "10.0.0.1/8", "::/0", "1.35.2", "a\\nb", "../../etc/passwd", "/", "x.y", "'a\nb'",
    ];

    private static readonly string[] Keys =
    [
        "kind", "class", "region", "labels", "network", "clusters", "members", "matchLabels", "on", "infra:clusters", "infra:fleets", "infra:sites", "clusterDefaults", "secure", "secret", "config", "replicas",
        "version", "from", "<<", "'a b'", "\"\\u0000\"", "? [a]", "~", "1", "é", "state", "protected", "manifests", "values", "patches", "placement", "spread", "weights", "kubeconfig", "content",
    ];

    /// <summary>A mutant of a file: one to four mutations.</summary>
    public byte[] Mutate(string text)
    {
        for (var left = 1 + random.Next(4); left > 0; left--)
            text = MutateText(text);
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var left = random.Next(8) == 0 ? 1 + random.Next(4) : 0; left > 0 && bytes.Length > 0; left--)
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        return bytes;
    }

    private string MutateText(string text)
    {
        var lines = text.Split('\n').ToList();
        var at = random.Next(lines.Count);
        var line = lines[at];
        switch (random.Next(16))
        {
            case 0:
                lines.RemoveAt(at);
                break;
            case 1:
                lines.Insert(at, lines[random.Next(lines.Count)]);
                break;
            case 2:
                lines[at] = new string(' ', random.Next(12)) + line.TrimStart();
                break;
            case 3:
                lines[at] = (random.Next(2) == 0 ? "\t" : "- ") + line;
                break;
            case 4 or 5 or 6 when line.Contains(':', StringComparison.Ordinal):
                lines[at] = line[..line.IndexOf(':', StringComparison.Ordinal)] + ": " + Any(Values);
                break;
            case 7 or 8 when line.Contains(':', StringComparison.Ordinal):
                lines[at] = line[..^line.TrimStart().Length] + Any(Keys) + line[line.IndexOf(':', StringComparison.Ordinal)..];
                break;
            case 9:
                var block = lines.GetRange(at, Math.Min(1 + random.Next(12), lines.Count - at));
                lines.InsertRange(random.Next(lines.Count), block);
                break;
            case 10:
                lines.RemoveRange(at, Math.Min(1 + random.Next(12), lines.Count - at));
                break;
            case 11:
                var other = Any(others).Split('\n');
                var from = random.Next(other.Length);
                lines.InsertRange(at, other[from..Math.Min(other.Length, from + 1 + random.Next(20))]);
                break;
            case 12:
                (lines[at], var second) = (lines[random.Next(lines.Count)], lines[at]);
                lines[random.Next(lines.Count)] = second;
                break;
            case 13:
                lines[at] = Within(line);
                break;
            case 14 when random.Next(8) == 0:
                lines[at] = line + Repeated();
                break;
            default:
                lines[at] = Misspelt(line);
                break;
        }

        return string.Join('\n', lines);
    }

    private string Within(string line)
    {
        var at = random.Next(line.Length + 1);
        return line[..at] + Any(Values) + line[at..];
    }

    private string Misspelt(string line)
    {
        if (line.Length < 2)
            return line + Any(Values);
        var at = random.Next(line.Length - 1);
        return random.Next(3) switch
        {
            0 => line.Remove(at, 1),
            1 => line[..at] + line[at + 1] + line[at] + line[(at + 2)..],
            _ => line.Insert(at, ((char)random.Next(' ', '\u0200')).ToString()),
        };
    }

    private string Repeated() => string.Concat(Enumerable.Repeat(Any(["[", "{a: ", "- ", "x", "é", "\n  a: &a [*a]", "9", " ", "\n- 1", ": "]), 1 << random.Next(4, 17)));

    private T Any<T>(IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];
}

using System.Text;
using Infra.Documents;
using Infra.Engine.Rendering;
using Infra.Engine.Storage;

namespace Infra.Engine.Projects;

/// <summary>Changes one entry of a stack file and nothing else: comments, order and line ends stay.</summary>
internal static class StackFileEdit
{
    private const char ByteOrderMark = '\uFEFF';

    /// <summary>Replaces a file's text by what the edit makes of it, in one step.</summary>
    /// <exception cref="EngineException">The file cannot be written; it is as it was.</exception>
    public static void Apply(string path, string name, Func<string, string> edit)
    {
        try
        {
            var bytes = File.ReadAllBytes(path);
            var hasMark = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble);
            var text = edit(FileText.Read(path, name));
            var newBytes = Encoding.UTF8.GetBytes(hasMark ? ByteOrderMark + text : text);
            AtomicFile.Write(path, stream => stream.Write(newBytes), isPrivate: false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EngineException($"{name}: the file cannot be written: {e.Message}", e);
        }
    }

    /// <summary>The text with one top-level string set; a new one comes first, where Pulumi puts its salt.</summary>
    public static string SetTop(string text, string name, string key, string value)
    {
        var map = FileText.ReadMap(text, name);
        var lines = new Lines(text, map, name);
        lines.SetTop(key, $"{key}: {Scalar(value)}");
        return Checked(lines.ToString(), name, key, after => (after[key]?.Value as YamlScalar)?.Text == value && HaveSameRest(map, after, key));
    }

    /// <summary>The text with one value of the configuration set; a new one comes last.</summary>
    public static string SetConfig(string text, string name, string key, string project, string value, bool isSecret)
    {
        var map = FileText.ReadMap(text, name);
        var lines = new Lines(text, map, name);
        var local = key.StartsWith(project + ":", StringComparison.Ordinal) ? key[(project.Length + 1)..] : key;
        var config = map["config"];
        var old = (config?.Value as YamlMap)?.Entries.FirstOrDefault(entry => entry.Key == key || entry.Key == local);
        var written = old?.Key ?? key;
        string[] body = isSecret ? [$"{Scalar(written)}:", $"  secure: {Scalar(value)}"] : [$"{Scalar(written)}: {Scalar(value)}"];
        lines.SetConfig(config, old, body);

        return Checked(lines.ToString(), name, key, after =>
        {
            var newConfig = after["config"]?.Value as YamlMap;
            var set = newConfig?[written]?.Value;
            return ((isSecret ? (set as YamlMap)?["secure"]?.Value : set) as YamlScalar)?.Text == value
                && HaveSameRest(map, after, "config")
                && HaveSameRest(config?.Value as YamlMap, newConfig, written);
        });
    }

    private static bool HaveSameRest(YamlMap? left, YamlMap? right, string except)
    {
        var rest = Rest(left);
        var otherRest = Rest(right);
        return rest.Count == otherRest.Count && rest.All(entry => otherRest.TryGetValue(entry.Key, out var other) && HaveSameContent(entry.Value, other));

        Dictionary<string, YamlNode> Rest(YamlMap? map) =>
            (map?.Entries ?? []).Where(entry => entry.Key != except).ToDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal);
    }

    private static bool HaveSameContent(YamlNode left, YamlNode right) => (left, right) switch
    {
        (YamlScalar one, YamlScalar other) => one.Text == other.Text && one.IsPlain == other.IsPlain,
        (YamlList one, YamlList other) => one.Items.Length == other.Items.Length && one.Items.Zip(other.Items).All(pair => HaveSameContent(pair.First, pair.Second)),
        (YamlMap one, YamlMap other) => one.Entries.Length == other.Entries.Length
            && one.Entries.Zip(other.Entries).All(pair => pair.First.Key == pair.Second.Key && HaveSameContent(pair.First.Value, pair.Second.Value)),
        _ => false,
    };

    private static string Scalar(string value)
    {
        var text = new StringBuilder();
        YamlText.Append(text, value);
        return text.ToString();
    }

    // An edit of text is trusted only after it was read back: the value is there, and everything else is what it was.
    private static string Checked(string text, string name, string key, Func<YamlMap, bool> isSet)
    {
        var isRight = false;
        try
        {
            isRight = isSet(FileText.ReadMap(text, name));
        }
        catch (InvalidFileException)
        {
            // Told below: where the edit went wrong is of no use to anybody, that it has to be done by hand is.
        }

        return isRight ? text : throw new EngineException($"{name}: '{key}' cannot be set in a file that is written like this; set it by hand.");
    }

    private sealed class Lines
    {
        private readonly string _name;
        private readonly YamlMap _map;
        private readonly List<string> _lines;
        private readonly string _lineEnd;
        private readonly bool _isLastLineOpen;
        private readonly string _lastLine;

        public Lines(string text, YamlMap map, string name)
        {
            (_map, _name) = (map, name);
            _lineEnd = text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
            var body = text.Replace("\r\n", "\n", StringComparison.Ordinal);
            _isLastLineOpen = body.Length > 0 && !body.EndsWith('\n');
            _lines = body.Length == 0 ? [] : [.. (_isLastLineOpen ? body : body[..^1]).Split('\n')];
            _lastLine = _lines.Count == 0 ? "" : _lines[^1];
        }

        public void SetTop(string key, string line)
        {
            RefuseFlow(_map);
            if (_map[key] is { } old)
                Replace(old.Place, End(_map, old), [line]);
            else
                _lines.Insert(_map.Entries.Length == 0 ? _lines.Count : _map.Entries.Min(entry => entry.Place.Line) - 1, line);
        }

        public void SetConfig(YamlEntry? config, YamlEntry? old, string[] body)
        {
            RefuseFlow(_map);
            if (config?.Value is not YamlMap { Entries: [var first, ..] } map)
            {
                string[] whole = ["config:", .. body.Select(line => "  " + line)];
                if (config is null)
                    _lines.AddRange(whole);
                else
                    Replace(config.Place, End(_map, config), whole);

                return;
            }

            RefuseFlow(map);
            var indent = new string(' ', first.Place.Column - 1);
            var indented = body.Select(line => indent + line).ToArray();
            if (old is not null)
                Replace(old.Place, Math.Min(End(map, old), End(_map, config)), indented);
            else
                _lines.InsertRange(Math.Min(map.Entries.Max(entry => End(map, entry)), End(_map, config)), indented);
        }

        public override string ToString()
        {
            // A file without a line end at its end keeps it so: in a block of text it makes a difference.
            var text = string.Join(_lineEnd, _lines);
            return _isLastLineOpen && ReferenceEquals(_lines[^1], _lastLine) ? text : text + _lineEnd;
        }

        /// <summary>The number of the last line of an entry: before the next entry, and before the comments and blank lines that lead to it.</summary>
        private int End(YamlMap map, YamlEntry entry)
        {
            var next = map.Entries.Where(other => other.Place.Line > entry.Place.Line).Select(other => other.Place.Line).DefaultIfEmpty(_lines.Count + 1).Min();
            var end = next - 1;
            while (end > entry.Place.Line && _lines[end - 1].TrimStart() is "" or ['#', ..])
                end--;

            return end;
        }

        private void Replace(SourcePlace from, int end, string[] with)
        {
            _lines.RemoveRange(from.Line - 1, end - from.Line + 1);
            _lines.InsertRange(from.Line - 1, with);
        }

        private void RefuseFlow(YamlMap map)
        {
            if (map.Entries.Length > 0 && map.Entries.Any(entry => _lines[entry.Place.Line - 1][..(entry.Place.Column - 1)].Trim(' ').Length > 0))
                throw new EngineException($"{map.Place}: entries in braces are not changed by a program; write them one to a line, or set the value by hand in {_name}.");
        }
    }
}

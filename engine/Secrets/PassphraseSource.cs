namespace Infra.Engine.Secrets;

/// <summary>Asks whoever sits at the terminal for a passphrase.</summary>
public interface IPassphrasePrompt
{
    /// <summary>Whether anybody can be asked; false when input or output is not a terminal.</summary>
    bool IsInteractive { get; }

    /// <summary>Asks without showing what is typed.</summary>
    /// <returns>What was typed; null when the question was cancelled.</returns>
    string? Ask(string question);
}

/// <summary>A passphrase and where it came from.</summary>
/// <param name="Text">The passphrase; may be empty.</param>
/// <param name="Origin">What to name in a message when it is wrong, such as <c>PULUMI_CONFIG_PASSPHRASE</c>.</param>
public sealed record Passphrase(string Text, string Origin)
{
    /// <summary>Keeps the passphrase out of logs.</summary>
    public override string ToString() => $"[passphrase from {Origin}]";
}

/// <summary>Where passphrases come from: the variables that Pulumi reads, then the terminal. Nothing is read or asked before it is needed.</summary>
/// <param name="environment">Reads an environment variable: null when it is not set.</param>
/// <param name="prompt">Asks at the terminal.</param>
public sealed class PassphraseSource(Func<string, string?> environment, IPassphrasePrompt prompt)
{
    /// <summary>The variable that holds the passphrase; when set, even to nothing, it wins.</summary>
    public const string Variable = "PULUMI_CONFIG_PASSPHRASE";

    /// <summary>The variable that names a file that holds the passphrase.</summary>
    public const string FileVariable = "PULUMI_CONFIG_PASSPHRASE_FILE";

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Passphrase> _asked = new(StringComparer.Ordinal);

    /// <summary>The passphrase of a stack that has one.</summary>
    /// <exception cref="PassphraseException">There is none and nobody can be asked, or the file cannot be read.</exception>
    public Passphrase Read(string stack) => Given() ?? Remembered(stack, () => Ask(stack, $"Passphrase of stack '{stack}': "));

    /// <summary>The passphrase for a stack that gets its first; typed twice when it is typed.</summary>
    /// <exception cref="PassphraseException">There is none and nobody can be asked, or the two differ.</exception>
    public Passphrase Choose(string stack) => Given() ?? Remembered(stack, () =>
    {
        var first = Ask(stack, $"New passphrase, to protect the secrets of stack '{stack}': ");
        var second = Ask(stack, "The same again: ");
        return first == second ? first : throw new PassphraseException("The two passphrases differ; nothing has changed.");
    });

    private Passphrase? Given()
    {
        if (environment(Variable) is { } text)
            return new Passphrase(text, Variable);

        if (environment(FileVariable) is not { Length: > 0 } file)
            return null;

        try
        {
            return new Passphrase(File.ReadAllText(file).Trim(), $"{FileVariable} ({file})");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new PassphraseException($"{FileVariable} names '{file}', which cannot be read: {e.Message}", e);
        }
    }

    private Passphrase Remembered(string stack, Func<Passphrase> ask)
    {
        lock (_lock)
        {
            if (!_asked.TryGetValue(stack, out var passphrase))
                _asked[stack] = passphrase = ask();

            return passphrase;
        }
    }

    private Passphrase Ask(string stack, string question)
    {
        if (!prompt.IsInteractive)
        {
            throw new PassphraseException(
                $"Stack '{stack}' has something secret and there is no passphrase for it. Set {Variable} (it may be empty), "
                + $"or {FileVariable} to the path of a file that holds it.");
        }

        return prompt.Ask(question) is { } text
            ? new Passphrase(text, "the passphrase that was typed")
            : throw new PassphraseException($"No passphrase was given for stack '{stack}'; nothing has changed.");
    }
}

/// <summary>A passphrase that is missing or wrong, or something that it cannot decrypt.</summary>
public sealed class PassphraseException(string message, Exception? inner = null) : EngineException(message, inner);

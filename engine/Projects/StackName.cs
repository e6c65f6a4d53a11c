namespace Infra.Engine.Projects;

/// <summary>The rules for names of stacks, which become names of files.</summary>
public static class StackName
{
    /// <summary>How long a name may be.</summary>
    public const int MaxLength = 100;

    /// <summary>The name as it stands in file names: a <c>/</c> becomes <c>-</c>, as Pulumi does it.</summary>
    /// <exception cref="EngineException">It is not a name that a stack can have.</exception>
    public static string ToFileName(string stack)
    {
        Check(stack);
        return stack.Replace('/', '-');
    }

    /// <summary>Refuses what is not a name, so that no name leads a path astray.</summary>
    /// <exception cref="EngineException">It is not a name that a stack can have.</exception>
    public static void Check(string stack)
    {
        if (stack.Length is 0 or > MaxLength || !stack.Split('/').All(IsWord))
        {
            throw new EngineException(
                $"'{Printable(stack)}' is not a name of a stack: a name has letters, digits, '-', '_' and '.', begins with a letter, digit or '_', "
                + $"and is at most {MaxLength} long.");
        }
    }

    private static bool IsWord(string word) =>
        word.Length > 0
        && (char.IsAsciiLetterOrDigit(word[0]) || word[0] == '_')
        && word.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.');

    private static string Printable(string text) =>
        string.Concat(text.Take(MaxLength + 1).Select(letter => char.IsControl(letter) ? '?' : letter));
}

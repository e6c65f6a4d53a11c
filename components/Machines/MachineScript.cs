namespace Infra.Components.Machines;

/// <summary>What is done to a machine, and what undoes it, as one text of bash that is given to the machine on standard input.</summary>
/// <remarks>
/// The text is never part of a command line, so that no list of processes shows what is in it. Its last line starts it, so a text that arrives in part does nothing.
/// Both directions may be run again at any time: what is done already is not repeated.
/// </remarks>
/// <param name="Step">The step's name: <c>join</c>. It names the log on the machine, too.</param>
/// <param name="Text">The script. Whether it holds a secret depends on the values that it was made from.</param>
public sealed record MachineScript(string Step, string Text)
{
    /// <summary>The command that reads the text and does the step.</summary>
    /// <param name="user">Who logs in; everybody but <c>root</c> needs <c>sudo</c> without a password.</param>
    public static string UpCommand(string user) => $"{Shell(user)} up";

    /// <summary>The command that reads the text and undoes the step.</summary>
    /// <param name="user">Who logs in; everybody but <c>root</c> needs <c>sudo</c> without a password.</param>
    public static string DownCommand(string user) => $"{Shell(user)} down";

    /// <summary>No more than the step, for the text may hold secrets.</summary>
    public override string ToString() => $"{nameof(MachineScript)} {{ {nameof(Step)} = {Step} }}";

    private static string Shell(string user) => user == "root" ? "bash -s" : "sudo -n bash -s";
}

namespace Pulumi;

/// <summary>Keeps a program running until everything it started has ended.</summary>
internal interface IRunner
{
    /// <summary>Makes the program wait for a task, and fail if the task fails.</summary>
    /// <param name="description">What the task does, as a user would say it: shown if it never ends.</param>
    /// <param name="task">The task; one that already succeeded costs nothing.</param>
    void RegisterTask(string description, Task task);
}

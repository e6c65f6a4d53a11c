namespace Pulumi;

/// <summary>Ties outputs to the deployment in which they were made, so that it waits for them and fails when one of them fails.</summary>
internal static class OutputTasks
{
    /// <summary>Registers a task that has not completed successfully. Outside a deployment there is nobody to tell.</summary>
    public static void Track(Task task) => Deployment.InternalInstance?.Runner.RegisterTask("an output", task);
}

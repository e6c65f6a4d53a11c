namespace Infra.Stacks.Reading;

/// <summary>The forms that texts have, each described in <see cref="TextForm"/>.</summary>
internal enum Form
{
    /// <summary>Anything but nothing.</summary>
    NotEmpty,

    /// <summary>A DNS label, which names of Kubernetes objects become.</summary>
    Name,

    /// <summary>A DNS label that is short enough for everything that is made of a cluster's name.</summary>
    ClusterName,

    /// <summary>A namespace that Karmada propagates.</summary>
    Namespace,

    /// <summary>The name of a machine in its cluster.</summary>
    HostName,

    /// <summary>A label's key.</summary>
    LabelKey,

    /// <summary>A label's value.</summary>
    LabelValue,

    /// <summary>An <c>https://</c> address.</summary>
    HttpsUrl,

    /// <summary>An <c>oci://</c> address.</summary>
    OciUrl,

    /// <summary>The address of a Git repository.</summary>
    GitUrl,

    /// <summary>The address of a repository of charts.</summary>
    ChartRepository,

    /// <summary>The host of a registry of images, perhaps with a path.</summary>
    Registry,

    /// <summary>An amount in Kubernetes' notation.</summary>
    Quantity,

    /// <summary>The path of a URL.</summary>
    HttpPath,

    /// <summary>The group of an API.</summary>
    ApiGroup,

    /// <summary>The version of an API.</summary>
    ApiVersion,

    /// <summary>A kind of Kubernetes objects.</summary>
    Kind,

    /// <summary>The name of a custom resource definition.</summary>
    DefinitionName,

    /// <summary>The name of a chart in its repository.</summary>
    ChartName,

    /// <summary>A JSON pointer.</summary>
    JsonPointer,

    /// <summary>A version and no range of versions.</summary>
    ExactVersion,

    /// <summary>The name of an environment variable.</summary>
    VariableName,

    /// <summary>The name of a file in a config map.</summary>
    FileName,

    /// <summary>The name of a bucket.</summary>
    BucketName,

    /// <summary>An address of mail.</summary>
    MailAddress,

    /// <summary>A region of AWS.</summary>
    AwsRegion,

    /// <summary>A type of EC2 instances.</summary>
    InstanceType,

    /// <summary>An ARN of an IAM role.</summary>
    RoleArn,

    /// <summary>The id of a VPC.</summary>
    VpcId,

    /// <summary>A name of a user of Linux.</summary>
    UserName,

    /// <summary>A public host key as <c>known_hosts</c> has it, without the host.</summary>
    HostKey,

    /// <summary>A host by name or address.</summary>
    Host,

    /// <summary>A network interface.</summary>
    InterfaceName,

    /// <summary>A SHA-256 in hexadecimal digits.</summary>
    Sha256,

    /// <summary>A time that comes again, as systemd writes it.</summary>
    Calendar,

    /// <summary>A schedule in cron's notation.</summary>
    Cron,

    /// <summary>A file's whole path on a machine.</summary>
    FilePath,

    /// <summary>The path of a value of a Helm chart.</summary>
    ValuePath,

    /// <summary>A workload by kind and name.</summary>
    WorkloadName,

    /// <summary>The name of an object of a kind that may have dots in it.</summary>
    ObjectName,

    /// <summary>A name of DNS.</summary>
    DnsName,

    /// <summary>A name of DNS, or all names below one.</summary>
    DnsPattern,

    /// <summary>The number of a port.</summary>
    Port,

    /// <summary>A method of HTTP.</summary>
    HttpMethod,

    /// <summary>The name of a header of HTTP.</summary>
    HeaderName,

    /// <summary>The name of a cookie.</summary>
    CookieName,

    /// <summary>What a cookie holds.</summary>
    CookieValue,
}

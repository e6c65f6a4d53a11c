using static Infra.Interop.Tests.Monitoring.AlertCase;

namespace Infra.Interop.Tests.Monitoring;

/// <summary>Stories of policies and of Kyverno, which decides about them.</summary>
internal static class CasesOfPolicies
{
    private const string AdmissionController = """kube_deployment_status_replicas_available{namespace="kyverno",deployment="kyverno-admission-controller"}""";

    public static IEnumerable<AlertCase> All => [.. Violations, .. Policies, .. Engine];

    private static IEnumerable<AlertCase> Violations =>
    [
        // 24 an hour, then 120: more than three times as many after half an hour.
        Fires("PolicyViolationsRising", "5h50m", "policy_name=signed", """
            kyverno_image_validating_policy_results_total{policy_name="signed",result="fail",execution_cause="admission_request"} 0+0.4x300 122+2x120
            policy_info{policy_name="signed",action="Deny"} 1x420
            """),
        Fires("PolicyViolationsRising", "5h30m", "policy_name=root", """
            kyverno_validating_policy_results_total{policy_name="root",result="fail",execution_cause="admission_request"} 0x300 0+3x120
            policy_info{policy_name="root",action="Deny"} 1x420
            """),
        // What Kubernetes itself refuses, by a policy that Kyverno made its own.
        Fires("PolicyViolationsRising", "5h30m", "policy_name=protected", """
            apiserver_validating_admission_policy_check_total{policy="vpol-protected",enforcement_action="deny"} 0x300 0+3x120
            policy_info{policy_name="protected",action="Deny"} 1x420
            """),
        Fires("PolicyViolationsRising", "5h30m", "policy_name=allowed-before", """
            apiserver_validating_admission_policy_check_total{policy="vpol-allowed-before",enforcement_action="allow"} 0+9x420
            apiserver_validating_admission_policy_check_total{policy="vpol-allowed-before",enforcement_action="deny"} _x300 0+3x120
            policy_info{policy_name="allowed-before",action="Deny"} 1x420
            """),
        Silent("PolicyViolationsRising", "as many as ever, a few, scans that find the same again, and a policy that only reports", """
            kyverno_validating_policy_results_total{policy_name="a",result="fail",execution_cause="admission_request"} 0+3x600
            kyverno_validating_policy_results_total{policy_name="b",result="fail",execution_cause="admission_request"} 0x300 0+0.2x300
            kyverno_validating_policy_results_total{policy_name="c",result="fail",execution_cause="background_scan"} 0x300 0+9x300
            kyverno_validating_policy_results_total{policy_name="d",result="pass",execution_cause="admission_request"} 0x300 0+9x300
            kyverno_validating_policy_results_total{policy_name="e",result="fail",execution_cause="admission_request"} 0x300 0+9x300
            apiserver_validating_admission_policy_check_total{policy="vpol-f",enforcement_action="allow"} 0x300 0+9x300
            apiserver_validating_admission_policy_check_total{policy="g",enforcement_action="deny"} 0x300 0+9x300
            policy_info{policy_name="a",action="Deny"} 1x600
            policy_info{policy_name="b",action="Deny"} 1x600
            policy_info{policy_name="f",action="Deny"} 1x600
            policy_info{policy_name="g",action="Deny"} 1x600
            policy_info{policy_name="c",action="Deny"} 1x600
            policy_info{policy_name="d",action="Deny"} 1x600
            policy_info{policy_name="e",action="Audit"} 1x600
            """),
        Fires("PolicyErrors", "19m", "policy_name=signed", """
            kyverno_image_validating_policy_results_total{policy_name="signed",result="error",execution_cause="admission_request"} 0+1x120
            """),
        Silent("PolicyErrors", "twice, and what is no error", """
            kyverno_generating_policy_results_total{policy_name="quota",result="error",execution_cause="background_scan"} 0x20 2x100
            kyverno_mutating_policy_results_total{policy_name="sidecar",result="pass",execution_cause="admission_request"} 0+9x120
            """),
    ];

    private static IEnumerable<AlertCase> Policies =>
    [
        Fires("PolicyNotReady", "15m", "customresource_kind=MutatingPolicy,policy_name=sidecar", """
            policy_info{customresource_kind="MutatingPolicy",policy_name="sidecar",ready="false"} 1x60
            """),
        Fires("PolicyNotReady", "15m", "customresource_kind=ValidatingPolicy,policy_name=protect-flux", """
            policy_info{customresource_kind="ValidatingPolicy",policy_name="protect-flux",ready="true",native="true",generated="false"} 1x60
            """),
        Silent("PolicyNotReady", "one that is ready, one that Kubernetes has whatever Kyverno says, and one that was new", """
            policy_info{customresource_kind="ValidatingPolicy",policy_name="a",ready="true"} 1x60
            policy_info{customresource_kind="ValidatingPolicy",policy_name="b",ready="false",native="true",generated="true"} 1x60
            policy_info{customresource_kind="ValidatingPolicy",policy_name="c"} 1x5 _x55
            policy_info{customresource_kind="ValidatingPolicy",policy_name="c",ready="true"} _x6 1x54
            """),
        // Two scans an hour apart, and none since: six hours after the second one the count no longer rises, and that for another six.
        Fires("PolicyReportsStale", "13h", "", """
            policy_info{customresource_kind="ValidatingPolicy",policy_name="a",ready="true"} 1x900
            kyverno_validating_policy_results_total{policy_name="a",result="pass",execution_cause="background_scan"} 50x59 100x840
            """),
        Fires("PolicyReportsStale", "6h", "", """
            policy_info{customresource_kind="ValidatingPolicy",policy_name="a",ready="true"} 1x500
            kyverno_validating_policy_results_total{policy_name="a",result="pass",execution_cause="admission_request"} 0+1x500
            """),
        Silent("PolicyReportsStale", "a site that is scanned every four hours, and a cluster without policies", """
            policy_info{customresource_kind="ValidatingPolicy",policy_name="a",ready="true"} 1x900
            kyverno_validating_policy_results_total{policy_name="a",result="pass",execution_cause="background_scan"} 10x239 20x239 30x239 40x180
            """),
        // Three weeks, so two of them are left after one.
        Fires("PolicyExceptionExpiring", "7d1h10m", "exception=node-exporter", """
            policy_exception_expiry_timestamp_seconds{exception="node-exporter",policy_name="host-path"} 1814400x10200
            """),
        Silent("PolicyExceptionExpiring", "in a month", """
            policy_exception_expiry_timestamp_seconds{exception="node-exporter",policy_name="host-path"} 2678400x600
            """),
    ];

    private static IEnumerable<AlertCase> Engine =>
    [
        Fires("PolicyEngineDown", "25m", "namespace=kyverno,deployment=kyverno-admission-controller", $$"""
            {{AdmissionController}} 3x19 0x40
            """),
        Silent("PolicyEngineDown", "one of three, and a moment without any", $$"""
            {{AdmissionController}} 3x10 1x20 0x3 3x30
            """),
        Fires("PolicyWebhookFailing", "16m", "", """
            apiserver_admission_webhook_rejection_count{name="vpol.validate.kyverno.svc-fail",error_type="calling_webhook_error"} 0+1x60
            """),
        Fires("PolicyWebhookFailing", "16m", "", """
            apiserver_admission_webhook_fail_open_count{name="mpol.mutate.kyverno.svc-ignore"} 0+1x60
            """),
        Silent("PolicyWebhookFailing", "what a policy refused, a few, and another webhook", """
            apiserver_admission_webhook_rejection_count{name="vpol.validate.kyverno.svc-fail",error_type="no_error"} 0+9x60
            apiserver_admission_webhook_rejection_count{name="vpol.validate.kyverno.svc-fail",error_type="calling_webhook_error"} 0x20 3x40
            apiserver_admission_webhook_rejection_count{name="webhook.cert-manager.io",error_type="calling_webhook_error"} 0+9x60
            """),
        Fires("PolicyEngineSlow", "16m", "", """
            kyverno_admission_review_duration_seconds_bucket{le="2.5"} 0+90x120
            kyverno_admission_review_duration_seconds_bucket{le="5"} 0+100x120
            kyverno_admission_review_duration_seconds_bucket{le="+Inf"} 0+100x120
            """),
        Silent("PolicyEngineSlow", "a second or two", """
            kyverno_admission_review_duration_seconds_bucket{le="2.5"} 0+100x120
            kyverno_admission_review_duration_seconds_bucket{le="5"} 0+100x120
            kyverno_admission_review_duration_seconds_bucket{le="+Inf"} 0+100x120
            """),
    ];
}

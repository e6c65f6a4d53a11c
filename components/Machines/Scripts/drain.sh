# shellcheck shell=bash
# A node is emptied, because its version is about to change; and not before the cluster is well.

up() {
    local current others cordoned
    wait_for_api
    if ! node_exists; then
        note 'there is no such node yet'
        return 0
    fi
    current=$(node_version)
    if [ "$current" = "v$version" ]; then
        note 'the node has its version'
        return 0
    fi
    require_ready_control_planes
    require_healthy_etcd
    others=$(other_schedulable_nodes)
    if [ -z "$others" ]; then
        say "host $shown_name: no other node could take its pods, so they stay and are interrupted"
        return 0
    fi
    # So that only what was cordoned here is let loose again afterwards.
    cordoned=$(node_value '{.spec.unschedulable}')
    if [ "$cordoned" != true ]; then
        kube annotate --overwrite node "$machine_name" infra.internal/cordoned=true
        kube cordon -- "$machine_name"
    fi
    drain 20
}

down() {
    note 'nothing to undo'
}

require_ready_control_planes() {
    local state
    state=$(kube get nodes --selector node-role.kubernetes.io/control-plane \
        --output 'go-template={{range .items}}{{.metadata.name}}{{range .status.conditions}}{{if eq .type "Ready"}} {{.status}}{{end}}{{end}}{{"\n"}}{{end}}')
    [ -n "$state" ] || die 'no node is a control plane, says the API'
    ! grep -v ' True$' <<<"$state" || die 'a control plane is not ready (the lines above); the node is not touched before all are'
}

# shellcheck shell=bash
# A node is let into service.

up() {
    local cordoned
    wait_for_api
    wait_until 300 "there is a node of this name; has the machine joined?" node_appeared
    approve_requests "$machine_name" "$certificate_address"
    kubectl --kubeconfig "$kubernetes/admin.conf" wait --for=condition=Ready --timeout=10m -- "node/$machine_name"
    wait_until 120 "the node's version is v$version" has_version
    set_labels
    set_taints
    write_register "$register_document"
    cordoned=$(node_value '{.metadata.annotations.infra\.internal/cordoned}')
    if [ "$cordoned" = true ]; then
        kube uncordon -- "$machine_name"
        kube annotate node "$machine_name" infra.internal/cordoned-
    fi
    ! "$is_control_plane" || require_member
    delete_admission
}

down() {
    leave_cluster
}

node_appeared() {
    kube get node "$machine_name" --output name
}

has_version() {
    [ "$(node_version)" = "v$version" ]
}

require_member() {
    local member
    member=$(own_member)
    [ -n "$member" ] || die 'the machine has no member of etcd, though it is a control plane'
    wait_until 120 'all members of etcd are well' etcd_is_healthy
}

etcd_is_healthy() {
    local members healthy
    members=$(etcd_members) || return 1
    healthy=$(etcd_healthy) || return 1
    [ "$(count_lines "$healthy")" -eq "$(count_lines "$members")" ]
}

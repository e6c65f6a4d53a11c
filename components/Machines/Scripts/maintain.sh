# shellcheck shell=bash
# A node gets the cluster's version of Kubernetes and its generation of certificates, step by step; each step sees for itself whether it is done.

up() {
    take_turn machine
    refuse_other_cluster
    is_node || die 'this machine is not a node yet'
    if "$is_control_plane"; then
        upgrade_control_plane
    else
        upgrade_worker
    fi
    install_packages containerd.io kubelet kubectl
    configure_containerd
    if is_marked restart-kubelet; then
        systemctl daemon-reload
        systemctl restart kubelet
        unmark restart-kubelet
    fi
    if "$is_control_plane"; then
        put_kube_vip admin.conf
        put_services
        renew_certificates
        wait_until 300 "this machine's API server is well" own_api_is_ready
    fi
}

down() {
    note 'nothing to undo'
}

upgrade_worker() {
    ! is_installed kubelet || return 0
    install_packages kubeadm
    load_images
    kubeadm upgrade node
}

upgrade_control_plane() {
    if serves_version && { ! "$is_first" || cluster_has_version; }; then
        return 0
    fi
    # Of the time before, once: what is saved when an upgrade is resumed is not that any more.
    "$programs_folder/infra-etcd-snapshot" "before-v$version"
    install_packages kubeadm
    load_images
    if "$is_first"; then
        kubeadm upgrade apply "v$version" --yes
    else
        kubeadm upgrade node
    fi
}

# kubeadm writes this file when the API server of the version before may go.
serves_version() {
    local component
    for component in kube-apiserver kube-controller-manager kube-scheduler; do
        grep -q "image: .*/$component:v$version\$" "$kubernetes/manifests/$component.yaml" || return 1
    done
}

# The last that 'kubeadm upgrade apply' changes.
cluster_has_version() {
    local image
    image=$(kubectl --kubeconfig "$kubernetes/admin.conf" --request-timeout=30s --namespace kube-system get daemonset kube-proxy --output 'jsonpath={.spec.template.spec.containers[0].image}') ||
        die "the version of the cluster's kube-proxy cannot be told: its API does not answer"
    [[ $image == *":v$version" ]]
}

renew_certificates() {
    local component done_before
    done_before=$(cat "$state_folder/certificate-generation" || true)
    [ "$done_before" != "$certificate_generation" ] || return 0
    if ! is_marked "renewed-$certificate_generation"; then
        kubeadm certs renew all
        mark "renewed-$certificate_generation"
    fi
    # They read their certificates when they start.
    for component in etcd kube-apiserver kube-controller-manager kube-scheduler kube-vip; do
        if ! is_marked "renewed-$certificate_generation-$component"; then
            restart_component "$component"
            mark "renewed-$certificate_generation-$component"
        fi
    done
    put_file "$state_folder/certificate-generation" 600 "$certificate_generation"
    rm -f "$state_folder/renewed-"*
}

# The kubelet starts again what has stopped.
restart_component() {
    local before
    before=$(running "$1")
    [ -z "$before" ] || crictl --runtime-endpoint "$containerd_socket" stop --timeout 30 "$before"
    wait_until 300 "$1 runs again" runs_anew "$1" "$before"
    wait_until 300 "this machine's API server is well" own_api_is_ready
}

running() {
    crictl --runtime-endpoint "$containerd_socket" ps --quiet --state running --name "^$1\$"
}

runs_anew() {
    local now
    now=$(running "$1") || return 1
    [ -n "$now" ] && [ "$now" != "$2" ]
}

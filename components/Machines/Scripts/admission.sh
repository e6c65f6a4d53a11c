# shellcheck shell=bash
# What lets a machine join: a token of its own, which lives until the machine has joined, and for control planes the cluster's keys, encrypted in the cluster.

# Undoes an admission. The keys stay while another control plane is still to come.
delete_admission() {
    local left
    take_turn admission
    kube --namespace kube-system delete secret "bootstrap-token-$token_id" --ignore-not-found
    "$is_control_plane" || return 0
    left=$(kube --namespace kube-system get secrets --selector infra.internal/admits=control-plane --output name)
    if [ -z "$left" ]; then
        kube --namespace kube-system delete secret kubeadm-certs --ignore-not-found
        rm -f "$state_folder/certificate-key"
    fi
}

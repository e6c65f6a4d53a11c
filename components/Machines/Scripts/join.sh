# shellcheck shell=bash
# A machine becomes a node.

readonly server_folder="$kubernetes/infra"

readonly installed_anew="a machine that was part of it and was installed anew joins as another one does: say 'lost: true' of it, bring the stack up, take it out, bring it up, and add it again"

up() {
    take_turn machine
    refuse_other_cluster
    if is_node; then
        note 'this machine is a node already'
    else
        unmark node
        prepare_machine
        if "$is_founder"; then
            found_cluster
        else
            join_cluster
        fi
    fi
    ! "$is_control_plane" || put_services
    finish_joining
}

# Also for a node that was complete without its mark: the run that made it one ended before this line.
finish_joining() {
    ! is_marked node || return 0
    if "$is_control_plane"; then
        put_kube_vip admin.conf
        is_marked certificate-generation || put_file "$state_folder/certificate-generation" 600 "$certificate_generation"
    fi
    rm -f "$state_folder"/kubeadm-*.json
    systemctl enable --quiet kubelet
    put_file "$state_folder/node" 600 "$machine_name"
    unmark founding
    unmark restart-kubelet
}

down() {
    take_turn machine
    leave_machine
}

put_server_files() {
    put_file "$server_folder/audit-policy.json" 600 "$audit_policy"
    put_file "$server_folder/encryption.json" 600 "$1"
    private_folder "$root/var/log/kubernetes/audit"
}

found_cluster() {
    local ignored=()
    "$is_control_plane" || die 'only a control plane can found a cluster'
    if is_marked founding; then
        # kubeadm goes over everything again and keeps what is there: keys, certificates, etcd's data.
        ignored=(--ignore-preflight-errors "$(again)")
    else
        [ "$(opens "$api_address" "$api_port")" != opened ] || die "the address of the API, $api_endpoint, answers already: either another machine has it, or the cluster exists; $installed_anew"
        refuse_second_cluster
    fi
    put_server_files "$(encryption_of_founder)"
    put_kube_vip super-admin.conf
    put_file "$state_folder/kubeadm-init.json" 600 "$kubeadm_init"
    mark founding
    kubeadm init --config "$state_folder/kubeadm-init.json" --skip-token-print --skip-certificate-key-print "${ignored[@]}"
}

# Without a leader nobody has the address of the API, and the cluster exists all the same.
refuse_second_cluster() {
    local address port
    for address in "${other_founders[@]}"; do
        for port in "$api_port" 2379; do
            [ "$(opens "$address" "$port")" != opened ] || die "another control plane answers already, at $address on port $port, so the cluster exists; $installed_anew"
        done
    done
}

# What kubeadm finds in its way when it begins again.
again() {
    local checks='DirAvailable--var-lib-etcd' component port
    for component in etcd kube-apiserver kube-controller-manager kube-scheduler; do
        checks+=",FileAvailable--etc-kubernetes-manifests-$component.yaml"
    done
    for port in "$api_port" 2379 2380 10250 10257 10259; do
        checks+=",Port-$port"
    done
    printf '%s\n' "$checks"
}

encryption_of_founder() {
    local key
    if [ -f "$server_folder/encryption.json" ]; then
        cat "$server_folder/encryption.json"
    else
        key=$(head -c 32 /dev/urandom | base64 -w 0)
        printf '%s\n' "${encryption//@key@/"$key"}"
    fi
}

join_cluster() {
    local token hash key='' text
    [ "$(admitted version)" = 1 ] || die 'the admission of this machine is not one; admit it again'
    token=$(admitted token)
    hash=$(admitted ca-hash)
    keep_secret "$token"
    [[ $token =~ ^[a-z0-9]{6}\.[a-z0-9]{16}$ && $hash =~ ^sha256:[0-9a-f]{64}$ ]] ||
        die 'the admission lets nobody in: when it was made, this machine was a ready node; admit it again'
    wait_until 30 "the cluster accepts the admission of this machine, which ends when the machine is ready; $installed_anew" token_is_accepted "${token%%.*}"
    if "$is_control_plane"; then
        key=$(admitted certificate-key)
        keep_secret "$key"
        [[ $key =~ ^[0-9a-f]{64}$ ]] || die 'the admission is not one for a control plane; admit the machine again'
    fi
    # What a run that ended in between has left stands in kubeadm's way, and a member of etcd that never started is taken back.
    if [ -f "$kubernetes/kubelet.conf" ]; then
        kubeadm reset --force --cri-socket "$containerd_socket"
    fi
    ! "$is_control_plane" || put_server_files "$(admitted encryption | base64 -d)"
    text=${kubeadm_join//@token@/"$token"}
    text=${text//@ca-hash@/"$hash"}
    put_file "$state_folder/kubeadm-join.json" 600 "${text//@certificate-key@/"$key"}"
    kubeadm join --config "$state_folder/kubeadm-join.json"
}

# token_is_accepted ID: the cluster signs what it tells strangers with each token that it accepts. kubeadm would wait for that signature for five minutes, and not say why it is
# not there. Nothing secret is sent and nothing is believed but this; where nobody answers, that is for kubeadm to say.
token_is_accepted() {
    local told
    command -v curl || return 0
    told=$(curl --insecure --noproxy '*' --fail --silent --show-error --max-time 10 -- "https://$api_endpoint/api/v1/namespaces/kube-public/configmaps/cluster-info") || return 0
    [[ $told == *"jws-kubeconfig-$1"* ]]
}

# admitted FIELD: what the admission says of it.
admitted() {
    local name value
    while read -r name value; do
        [ "$name" != "$1" ] || printf '%s\n' "$value"
    done <<<"$admission"
}

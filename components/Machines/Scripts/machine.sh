# shellcheck shell=bash
# What a machine knows of itself: whether it is a node, and of which cluster.

readonly kubernetes="$root/etc/kubernetes"
readonly containerd_socket='unix:///run/containerd/containerd.sock'

# The address of the cluster that this machine belongs to. A kubelet of a control plane may ask the API server beside it, so an administrator's file says it better.
joined_endpoint() {
    local file="$kubernetes/kubelet.conf"
    [ ! -f "$kubernetes/admin.conf" ] || file="$kubernetes/admin.conf"
    [ ! -f "$file" ] || sed -n 's/^ *server: *//p' "$file"
}

belongs_elsewhere() {
    local endpoint
    endpoint=$(joined_endpoint)
    [ -n "$endpoint" ] && [ "$endpoint" != "https://$api_endpoint" ]
}

# The mark of a node holds the name under which it joined.
is_other_node() {
    [ -f "$kubernetes/kubelet.conf" ] && [ -s "$state_folder/node" ] && [ "$(cat "$state_folder/node")" != "$machine_name" ]
}

refuse_other_cluster() {
    ! belongs_elsewhere || die "this machine is part of another cluster, the one at $(joined_endpoint); take it off that one first (there: drain and delete the node; here: kubeadm reset)"
    ! is_other_node || die "this machine is the node $(cat "$state_folder/node") already; let that one leave before the machine joins as $shown_name"
}

# The mark stands at the end of joining; without it the cluster is asked.
is_node() {
    [ -f "$kubernetes/kubelet.conf" ] || return 1
    ! is_marked node || return 0
    local selector=() nodes
    # kubeadm says last of all that a node is a control plane.
    ! "$is_control_plane" || selector=(--selector node-role.kubernetes.io/control-plane)
    if ! nodes=$(kubectl --kubeconfig "$kubernetes/kubelet.conf" --request-timeout=20s get nodes --field-selector "metadata.name=$machine_name" "${selector[@]}" --output name); then
        # A founder that was interrupted has no API yet; everybody else must not be taken for no node because nobody answers.
        is_marked founding || die "whether this machine is a node cannot be told: the cluster's API does not answer it"
        return 1
    fi
    [ -n "$nodes" ]
}

# opens ADDRESS PORT: opened, refused (somebody is there, and nothing between is in the way), or blocked.
opens() {
    local answer
    # shellcheck disable=SC2016 # the other bash reads its own arguments
    if answer=$(LC_ALL=C timeout 2 bash -c 'exec 2>&1 3<>"/dev/tcp/$0/$1"' "$1" "$2"); then
        printf 'opened\n'
    elif [[ $answer == *'Connection refused'* ]]; then
        printf 'refused\n'
    else
        printf 'blocked\n'
    fi
}

# The interface that has the machine's own address.
own_interface() {
    ip -oneline address show to "$machine_address" | awk 'NR == 1 { print $2 }'
}

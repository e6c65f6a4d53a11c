# shellcheck shell=bash
# The etcd of the cluster, asked through the member on this machine.

etcd_container() {
    crictl --runtime-endpoint unix:///run/containerd/containerd.sock ps --quiet --state running --name '^etcd$'
}

etcdctl() {
    local container pki=/etc/kubernetes/pki/etcd
    container=$(etcd_container)
    [ -n "$container" ] || die 'etcd does not run on this machine'
    crictl --runtime-endpoint unix:///run/containerd/containerd.sock exec "$container" \
        etcdctl --endpoints=https://127.0.0.1:2379 --cacert="$pki/ca.crt" --cert="$pki/server.crt" --key="$pki/server.key" "$@"
}

# One line a member: ID NAME CLIENT-ADDRESS; the name is '-' while a member has never started.
etcd_members() {
    local members
    members=$(etcdctl member list)
    awk -F ', ' '{ print $1, ($3 == "" ? "-" : $3), ($5 == "" ? "-" : $5) }' <<<"$members"
}

# The client addresses of the members that answer.
etcd_healthy() {
    local answer
    # It fails when one of them does not answer, and says which.
    answer=$(etcdctl endpoint health --cluster 2>&1) || true
    sed -n 's/^\([^ ]*\) is healthy.*/\1/p' <<<"$answer"
}

count_lines() {
    grep -c . <<<"$1" || true
}

require_healthy_etcd() {
    local members healthy
    members=$(etcd_members)
    healthy=$(etcd_healthy)
    [ "$(count_lines "$healthy")" -eq "$(count_lines "$members")" ] || die "not all members of etcd are well: $(count_lines "$healthy") of $(count_lines "$members")"
}

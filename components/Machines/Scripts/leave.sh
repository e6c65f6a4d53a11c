# shellcheck shell=bash
# A node leaves the cluster: its pods first, then the node, and its member of etcd last. The machine is reset afterwards.

leave_cluster() {
    local member='' members=0 others ready
    wait_for_api
    if has_left_itself; then
        note 'this machine has taken itself off the cluster already'
        return 0
    fi
    if "$is_control_plane"; then
        members=$(etcd_members)
        members=$(count_lines "$members")
        member=$(own_member)
        if [ -n "$member" ] && [ "$members" -gt 1 ]; then
            require_quorum_without "$members"
        fi
    fi
    others=$(other_schedulable_nodes)
    if ! "$is_lost" && [ -n "$others" ] && node_exists; then
        # Nobody is there who would end its pods, and evicting them would be waited for in vain.
        ready=$(node_value "$readiness")
        [ "$ready" = True ] || die "the node $shown_name is not ready, so it cannot be emptied; mend the machine, or, if it is dead, was reset or was installed anew, \
put it back with 'lost: true', bring the stack up, and take it out then"
        kube cordon -- "$machine_name"
        # Pods that nothing would make again go with the node: whoever removes the machine has said so.
        drain 30 --force
    fi
    kube delete node --ignore-not-found -- "$machine_name"
    if "$is_lost"; then
        # Nobody stops what ran there; without this, volumes and stateful pods wait for it for ever.
        kube delete pods --all-namespaces --field-selector "spec.nodeName=$machine_name" --force --grace-period=0
    fi
    write_register "$register_nothing"
    delete_admission
    # Last, for where this is asked of the machine itself its API server answers no more without its member.
    if [ -n "$member" ] && [ "$members" -gt 1 ]; then
        etcdctl member remove "$member"
    fi
}

# Its member of etcd is the last that goes. Where this is asked of the machine itself, there is nobody left to ask whether it has gone.
has_left_itself() {
    local own runs
    own=$(ip -oneline address show to "$machine_address") || die 'the addresses of this machine cannot be told'
    runs=$(etcd_container) || die 'whether etcd runs on this machine cannot be told'
    [ -n "$own" ] && [ -z "$runs" ] && ! node_exists
}

# The id of the machine's member of etcd. One that never started has no name yet.
own_member() {
    local address="$machine_address" id name client peer
    [[ $address != *:* ]] || address="[$address]"
    etcdctl member list | sed 's/, /,/g' | while IFS=, read -r id _ name peer client _; do
        if [ "$name" = "$machine_name" ] || [ "$peer" = "https://$address:2380" ]; then
            printf '%s\n' "$id"
        fi
    done
}

# require_quorum_without MEMBERS: more than half of those that stay have to be well, and more than half of those that there are now have to agree to the removal.
require_quorum_without() {
    local address="$machine_address" healthy others
    [[ $address != *:* ]] || address="[$address]"
    healthy=$(etcd_healthy)
    others=$(grep -v -x -F -e "https://$address:2379" <<<"$healthy" || true)
    if [ "$(count_lines "$others")" -lt $((($1 - 1) / 2 + 1)) ] || [ "$(count_lines "$healthy")" -lt $(($1 / 2 + 1)) ]; then
        die "etcd would lose its quorum: of its $1 members, $(count_lines "$others") beside this one are well; mend those, or restore etcd, before this machine is removed"
    fi
}

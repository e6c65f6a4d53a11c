# shellcheck shell=bash
# Labels and taints are as declared: what was declared before and is no more goes, and what others have set stays.

set_labels() {
    local number key changes=() kept=' ' before
    read -r -a before <<<"$(registered "$machine_name" labels)"
    for number in "${!label_keys[@]}"; do
        changes+=("${label_keys[number]}=${label_values[number]}")
        kept+="${label_keys[number]} "
    done
    for key in "${before[@]}"; do
        [[ $kept == *" $key "* ]] || changes+=("$key-")
    done
    [ "${#changes[@]}" -eq 0 ] || kube label --overwrite -- node "$machine_name" "${changes[@]}"
}

set_taints() {
    local number taint present changes=() kept=' ' before
    present=" $(node_value '{range .spec.taints[*]}{.key}:{.effect}{" "}{end}')"
    read -r -a before <<<"$(registered "$machine_name" taints)"
    for number in "${!taint_keys[@]}"; do
        taint="${taint_keys[number]}"
        changes+=("$taint${taint_values[number]:+=${taint_values[number]}}:${taint_effects[number]}")
        kept+="$taint:${taint_effects[number]} "
    done
    # kubeadm's own taint of control planes is among those that are declared, or else goes.
    ! "$is_control_plane" || before+=(node-role.kubernetes.io/control-plane:NoSchedule)
    for taint in "${before[@]}"; do
        if [[ $kept != *" $taint "* && $present == *" $taint "* ]]; then
            changes+=("$taint-")
        fi
    done
    [ "${#changes[@]}" -eq 0 ] || kube taint --overwrite -- nodes "$machine_name" "${changes[@]}"
}

# write_register DOCUMENT: replaces what this machine has there, and nothing else.
write_register() {
    printf '%s' "$1" | kube apply --server-side --force-conflicts --field-manager "infra-$token_id" --filename -
}

# shellcheck shell=bash
# A machine is looked at before anything is changed on it, and all that is wrong is said at once.

errors=()
warnings=()

up() {
    local product
    product=$(cat "$root/sys/class/dmi/id/product_uuid" || true)
    say "product_uuid=$product"
    check_certificates
    check_clock
    if is_other_node; then
        fail installation "the node $(cat "$state_folder/node") of this cluster" "no node, or $shown_name" 'keep the name; or take the machine out under the other one, bring the stack up, and add it again'
    elif is_member; then
        note 'the machine is a node of this cluster already'
    else
        [ -n "$product" ] || warn 'product_uuid' 'none' 'one that no other machine has' 'a virtual machine gets one from its hypervisor; copies of one machine share it'
        check_system
        check_installation
        check_network
    fi
    tell
}

down() {
    note 'nothing to undo'
}

is_member() {
    ! belongs_elsewhere && [ -f "$kubernetes/kubelet.conf" ] && is_marked node
}

# fail and warn WHAT FOUND NEEDED REMEDY
fail() {
    errors+=("$1: found $2; needed: $3. To mend it: $4")
}

warn() {
    warnings+=("$1: found $2; needed: $3. To mend it: $4")
}

tell() {
    local finding
    for finding in "${warnings[@]}"; do
        say "warning: $finding"
    done
    for finding in "${errors[@]}"; do
        say "error: $finding"
    done
    [ "${#errors[@]}" -eq 0 ] || die "this machine cannot join yet: ${#errors[@]} errors, ${#warnings[@]} warnings (above); nothing has been changed on it"
}

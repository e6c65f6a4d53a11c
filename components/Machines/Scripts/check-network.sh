# shellcheck shell=bash
# What the machine reaches, and whether it is who it is said to be.

check_network() {
    check_own_address
    check_names
    check_machines
    check_sources
    check_api_address
}

check_own_address() {
    local interface size
    interface=$(own_interface)
    if [ -z "$interface" ]; then
        fail address "no interface with $machine_address" "the machine's declared address" 'declare the address that the machine has in the network of the cluster'
        return 0
    fi
    if [ -n "$api_interface" ] && [ -z "$(ip -oneline link show dev "$api_interface" || true)" ]; then
        ! "$is_control_plane" || fail 'network interface' "no $api_interface" 'the one that gets the address of the API' 'declare an interface that every control plane has, or none'
    fi
    size=$(cat "$root/sys/class/net/$interface/mtu" || true)
    [ "${size:-1500}" -ge 1280 ] || fail "MTU of $interface" "$size" '1280 or more' 'raise it, on the machine and on what connects it'
    [ "${size:-1500}" -ge 1450 ] || warn "MTU of $interface" "$size" '1450 or more, for the packets of pods are packed into others' "raise it, or lower that of the network of pods"
}

check_names() {
    local name addresses found
    addresses=$(getent ahosts "$machine_name" | awk '{ print $1 }' | sort -u || true)
    if [ -z "$addresses" ]; then
        warn "name $machine_name" 'no address' "$machine_address" 'add it to DNS, or to /etc/hosts of every machine'
    elif ! grep -q -x -F -e "$machine_address" <<<"$addresses" && grep -q -v -E '^(127\.|::1$)' <<<"$addresses"; then
        fail "name $machine_name" "${addresses//$'\n'/, }" "$machine_address" 'correct it in DNS or /etc/hosts'
    fi
    found=$(getent hosts "$machine_address" | awk '{ print $2; exit }' || true)
    if [ -z "$found" ]; then
        warn "address $machine_address" 'no name' "$machine_name" 'add the reverse entry to DNS'
    elif [ "${found%%.*}" != "${machine_name%%.*}" ]; then
        warn "address $machine_address" "the name $found" "$machine_name" 'correct the reverse entry in DNS'
    fi
    for name in "${names_to_resolve[@]}"; do
        [ -n "$(getent ahosts "$name" || true)" ] || fail "name $name" 'no address' 'one' 'see /etc/resolv.conf, and whether that server knows the name'
    done
}

# All at once, for each that is blocked takes its time.
check_machines() {
    local number port ports answers line
    answers=$(
        for number in "${!other_names[@]}"; do
            ports=(10250)
            ! "${other_control_planes[number]}" || ports+=("$api_port")
            ! { "$is_control_plane" && "${other_control_planes[number]}"; } || ports+=(2379 2380)
            for port in "${ports[@]}"; do
                printf '%s %s %s\n' "$number" "$port" "$(opens "${other_addresses[number]}" "$port")" &
            done
        done
        wait
    )
    while read -r number port line; do
        if [ "$line" = blocked ]; then
            fail "port $port of ${other_names[number]}" "no answer from ${other_addresses[number]}" 'an answer' 'open the port between the machines (firewalls, security groups), or start the machine'
        fi
    done <<<"$(sort -n <<<"$answers")"
}

check_sources() {
    local source code
    for source in "${sources_to_reach[@]}"; do
        # Whatever a server answers says that it is reached; a registry asks who is there.
        code=$(curl --silent --show-error --output /dev/null --max-time 10 --write-out '%{http_code}' -- "$source" || true)
        case "$code" in
            2* | 3* | 401 | 403 | 404 | 405) ;;
            *) fail "source $source" "${code:-no curl}" 'an answer' 'let the machine reach it (a proxy, a firewall, its certificate authority), or declare a mirror or a bundle' ;;
        esac
    done
    if [ -n "$bundle_source" ] && [[ $bundle_source != https://* ]]; then
        [ -f "$root$bundle_source" ] || fail bundle "no file $bundle_source" 'the declared bundle' 'copy it there'
    fi
}

# Nobody but this cluster may have the address. When the API answers there, joining finds out whose it is.
check_api_address() {
    if [ -n "$(ip -oneline address show to "$api_address")" ]; then
        fail "address $api_address of the API" 'an address of this machine' "one that kube-vip alone gives to a machine" 'declare another one, or take it off the machine'
    elif [ "$(opens "$api_address" "$api_port")" != opened ] && ping -c 1 -W 1 -- "$api_address"; then
        fail "address $api_address of the API" 'somebody who answers there, but not as an API' 'nobody' 'declare an address that is free'
    fi
}

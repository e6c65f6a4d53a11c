# shellcheck shell=bash
# What a control plane has beside kubeadm's own: the API's address, the saving of etcd, and who signs the kubelets' certificates.

readonly programs_folder="$root/usr/local/sbin"
readonly units_folder="$root/etc/systemd/system"

# put_kube_vip KUBECONFIG: with whose credentials it takes part in the election.
put_kube_vip() {
    local text="$kube_vip" interface
    if [[ $text == *@interface@* ]]; then
        interface=$(own_interface)
        [[ $interface =~ ^[A-Za-z0-9._-]+$ ]] || die "no network interface has the machine's address $machine_address"
        text=${text//@interface@/"$interface"}
    fi
    put_file "$kubernetes/manifests/kube-vip.yaml" 600 "${text//@kubeconfig@/"$1"}"
}

put_services() {
    put_program infra-etcd-snapshot "$snapshot_program"
    put_program infra-etcd-restore "$restore_program"
    put_program infra-approve-certificates "$approve_program"
    [[ $snapshot_schedule != *[[:cntrl:]]* ]] || die 'the schedule of etcd snapshots is not one line'
    put_timer infra-etcd-snapshot 'Save the content of etcd' "OnCalendar=$snapshot_schedule" 'Persistent=true'
    put_timer infra-approve-certificates "Sign the kubelets' serving certificates" 'OnBootSec=1min' 'OnUnitInactiveSec=1min'
    if is_marked reload-units; then
        systemctl daemon-reload
        systemctl enable --quiet infra-etcd-snapshot.timer infra-approve-certificates.timer
        systemctl restart infra-etcd-snapshot.timer infra-approve-certificates.timer
        unmark reload-units
    fi
}

put_program() {
    put_file "$programs_folder/$1" 700 "$2"
}

# put_timer NAME DESCRIPTION TIME...
put_timer() {
    put_unit "$1.service" "$(printf '%s\n' '[Unit]' "Description=$2" '[Service]' 'Type=oneshot' "ExecStart=/usr/local/sbin/$1")"
    put_unit "$1.timer" "$(printf '%s\n' '[Unit]' "Description=$2" '[Timer]' "${@:3}" '[Install]' 'WantedBy=timers.target')"
}

put_unit() {
    ! holds "$units_folder/$1" 644 "$2"$'\n' || return 0
    mark reload-units
    put_file "$units_folder/$1" 644 "$2"$'\n'
}

remove_services() {
    local name
    for name in infra-etcd-snapshot infra-approve-certificates; do
        if [ -f "$units_folder/$name.timer" ]; then
            systemctl disable --quiet --now "$name.timer"
            rm -f "$units_folder/$name.timer" "$units_folder/$name.service"
        fi
    done
    rm -f "$programs_folder"/infra-etcd-snapshot "$programs_folder"/infra-etcd-restore "$programs_folder"/infra-approve-certificates
    systemctl daemon-reload
}

# The API server of this machine, not the one that the address happens to lead to.
own_api_is_ready() {
    local address="$machine_address"
    [[ $address != *:* ]] || address="[$address]"
    kubectl --kubeconfig "$kubernetes/admin.conf" --server "https://$address:$api_port" --request-timeout=10s get --raw /readyz
}

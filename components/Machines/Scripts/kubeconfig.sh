# shellcheck shell=bash
# The credentials of the cluster's administrator, which kubeadm has written with the address of the API. Nothing else goes to standard output.

up() {
    note "certificates of generation $certificate_generation"
    cat "$root/etc/kubernetes/admin.conf" >&3
}

down() {
    note 'nothing to undo'
}

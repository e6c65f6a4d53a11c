#!/usr/bin/env bash
# Stands in for the programs that the scripts of machines call, under their names. What a machine or the cluster would be then is kept in files:
#   $SIM_WORLD/cluster         nodes, Secrets, the register, members of etcd, requests for certificates
#   $SIM_WORLD/hosts/NAME      'root' is the machine's file system; the rest is what its programs would know
# Every call is written down, and each may be made to fail.
set -euo pipefail
shopt -s nullglob

readonly name="${0##*/}" host="$SIM_WORLD/hosts/$SIM_HOST" cluster="$SIM_WORLD/cluster"
readonly root="$host/root"

{
    printf '%s %s' "$SIM_HOST" "$name"
    [ "$#" -eq 0 ] || printf ' %q' "$@"
    printf '\n'
} >>"$SIM_WORLD/calls"

# What does nothing but look is told apart, for it makes no difference whether it fails before or after.
looks() {
    case "$name $*" in
        'kubectl '*' get '* | 'kubectl '*' wait '* | dpkg-query* | ip\ -oneline* | *-save\ * | 'nft list'* | 'kubeadm config'* | 'kubeadm version'* | curl* | crictl*' ps '* | crictl*' list' | crictl*' health '*) ;;
        nproc* | uname* | df* | ss* | ping* | chronyc* | timedatectl* | getent* | openssl* | mktemp* | sha256sum* | sleep* | sudo* | dpkg-query*) ;;
        # Settings, which are the same however often they are made.
        systemctl* | sysctl* | modprobe* | swapoff* | apt-mark* | 'apt-get '*' update' | ipvsadm* | ip\ * | nft* | *tables-restore*) ;;
        *) return 1 ;;
    esac
}

# 'fail' has a pattern: whatever matches it fails. 'fail-each': every call fails once before it does anything, and once more when all is done.
unlucky=''
if [ -f "$host/fail" ] && [[ "$name $*" == $(<"$host/fail") ]]; then
    unlucky=before
elif [ -f "$host/fail-each" ]; then
    call="$name $*"
    case "$name" in
        mv) call="mv ${*: -1}" ;;
        # One package, one address, one unit is as good as another.
        dpkg-query | curl | ss | ip*tables*) call=$name ;;
        systemctl) call="systemctl $1" ;;
    esac
    # Which container it is changes with every start.
    [[ $call != *' stop --timeout '* ]] || call=${call%-*}
    call=${call//$'\n'/ }
    failed=$'\n'$(<"$host/fail-each")$'\n'
    if [[ $failed != *$'\n'"before $call"$'\n'* ]]; then
        unlucky=before
    elif ! looks "$@" && [[ $failed != *$'\n'"after $call"$'\n'* ]]; then
        unlucky=after
    fi
    [ -z "$unlucky" ] || printf '%s\n' "$unlucky $call" >>"$host/fail-each"
fi
if [ "$unlucky" = before ]; then
    [ ! -f "$host/before-failing" ] || cat "$host/before-failing"
    printf '%s: made to fail before it did anything\n' "$name" >&2
    exit 7
fi
trap '[ "$unlucky" != after ] || { printf "%s: made to fail after all was done\n" "$name" >&2; exit 7; }' EXIT

refuse() {
    printf '%s: %s\n' "$name" "$1" >&2
    exit 1
}

# A program of the system, that is only written down and may fail.
real() {
    local program
    program=$(PATH=${PATH#*:} command -v "$name")
    "$program" "$@"
}

# No stand-in does nothing by mistake: what it does not know is an error.
unknown() {
    printf '%s: the stand-in does not know: %s\n' "$name" "$*" >&2
    exit 99
}

case "$name" in
    kubeadm | kubectl | crictl) source "$SIM_STAND_INS/$name.sh" ;;
    *) source "$SIM_STAND_INS/host.sh" ;;
esac
if ! declare -F "call_${name//-/_}" >/dev/null; then
    real "$@"
    exit
fi
"call_${name//-/_}" "$@"

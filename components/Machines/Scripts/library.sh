# shellcheck shell=bash
# What every step shares. A step's own files say what 'up' and 'down' do; both may be run again at any time, and do then what is not done yet.
# Everything that a step prints goes to its log on the machine. 'say' speaks to who started it, and so does the report of a failure.

# For logs and messages, names lose whatever could be read as something else.
readonly shown_name="${machine_name//[^A-Za-z0-9._-]/_}"
readonly state_folder="$root/var/lib/infra"
readonly log_file="$root/var/log/infra/$step-${shown_name:0:100}.log"

secrets=()
failed_at=''
unfinished=''
changed=false

main() {
    case "${1:-}" in
        up | down) ;;
        *)
            printf 'a direction is missing: up or down\n' >&2
            exit 64
            ;;
    esac
    start_log
    note "$step $1"
    "$1"
    note "$step $1 is done"
}

# The log of the run before is kept, for a run that follows a failure says nothing about it.
start_log() {
    private_folder "${log_file%/*}"
    [ ! -f "$log_file" ] || mv -f "$log_file" "$log_file.1"
    write_private "$log_file" ''
    exec 3>&1 4>&2 >>"$log_file" 2>&1
    trap 'failed_at=${failed_at:-"line $LINENO ($BASH_COMMAND)"}' ERR
    trap 'report "$?"' EXIT
    set -o errtrace
}

private_folder() {
    [ -d "$1" ] || mkdir -p "$1"
    chmod 0700 "$1"
}

# write_private PATH TEXT: nobody else may read the file, not even for a moment. Programs that are called keep the usual mask, for packages rely on it.
write_private() {
    umask 077
    printf '%s' "$2" >"$1"
    umask 022
}

report() {
    [ "$1" -ne 0 ] || return 0
    trap - ERR
    [ -z "$unfinished" ] || rm -f "$unfinished"
    {
        printf 'host %s: %s failed (exit %s) at %s; the last 40 lines of %s:\n' "$shown_name" "$step" "$1" "${failed_at:-an unknown line}" "$log_file"
        tail -n 40 "$log_file" | conceal
    } >&4
}

conceal() {
    local line secret
    while IFS= read -r line || [ -n "$line" ]; do
        for secret in "${secrets[@]}"; do
            line=${line//"$secret"/'[secret]'}
        done
        printf '%s\n' "$line"
    done
}

# From here on, reports of failures do not show this text.
keep_secret() {
    [ -z "$1" ] || secrets+=("$1")
}

# To the log.
note() {
    printf '%(%H:%M:%S)T %s\n' -1 "$1"
}

# To the log and to who started the step.
say() {
    note "$1"
    printf '%s\n' "$1" >&3
}

# The reason why a step cannot go on: its last line in the log, and so in the report.
die() {
    note "$1"
    failed_at="line ${BASH_LINENO[0]} (${FUNCNAME[1]})"
    exit 1
}

# put_file PATH MODE TEXT: in one piece or not at all; 'changed' tells whether it was something else before.
put_file() {
    local folder="${1%/*}"
    changed=false
    ! holds "$@" || return 0
    [ -d "$folder" ] || mkdir -p "$folder"
    # A name with a dot in front is read neither by the kubelet nor by systemd or apt.
    unfinished="$folder/.infra-$step-$$"
    write_private "$unfinished" "$3"
    [ "$2" = 600 ] || chmod "$2" "$unfinished"
    mv -f "$unfinished" "$1"
    unfinished=''
    changed=true
    note "wrote $1"
}

# holds PATH MODE TEXT: whether the file is that already.
holds() {
    local content=()
    [ -f "$1" ] || return 1
    # All of it, its last newline too: no text has the NUL that it would be split at.
    mapfile -d '' -t content <"$1"
    [ "${content[0]-}" = "$3" ] && [ "$(stat -c %a "$1")" = "$2" ]
}

# What is still to be done is marked before what makes it necessary, so that a run which ends in between leaves it to the next one.
mark() {
    private_folder "$state_folder"
    : >"$state_folder/$1"
}

is_marked() {
    [ -e "$state_folder/$1" ]
}

unmark() {
    rm -f "$state_folder/$1"
}

# wait_until SECONDS WHAT COMMAND...: asks every two seconds, so often as fits in.
wait_until() {
    local left=$(($1 / 2)) what="$2"
    shift 2
    until "$@"; do
        left=$((left - 1))
        [ "$left" -gt 0 ] || die "waited in vain until $what"
        sleep 2
    done
}

# One after the other, where several runs on this machine would get into each other's way.
take_turn() {
    mkdir -p "$root/run/lock"
    exec 9>"$root/run/lock/infra-$1"
    flock --wait 900 9 || die "another run has kept '$1' to itself for 15 minutes"
}

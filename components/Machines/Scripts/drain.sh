# shellcheck shell=bash

up() {
    :
}

down() {
    :
}

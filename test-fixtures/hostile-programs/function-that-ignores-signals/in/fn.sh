#!/bin/sh
trap '' TERM INT HUP
while true; do sleep 1; done

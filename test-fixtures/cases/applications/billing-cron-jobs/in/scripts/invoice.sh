#!/bin/sh
set -eu
for customer in $(list-customers); do
	invoice --customer "$customer"
done

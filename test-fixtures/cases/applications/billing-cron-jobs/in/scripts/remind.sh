#!/bin/sh
echo "Pay, please: $1"

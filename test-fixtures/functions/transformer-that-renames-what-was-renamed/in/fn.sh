#!/bin/sh
sed 's/name: p-one$/name: p-two/'

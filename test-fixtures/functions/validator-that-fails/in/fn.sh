#!/bin/sh
cat; exit 1

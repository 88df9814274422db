#!/bin/sh
awk '/^- apiVersion: apps/{skip=1} /^- apiVersion: v1/{skip=0} /^functionConfig/{skip=0} !skip'

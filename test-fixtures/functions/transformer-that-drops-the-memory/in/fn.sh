#!/bin/sh
sed '/internal.config/d; s/hashed/hashed/'

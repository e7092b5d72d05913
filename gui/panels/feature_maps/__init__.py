"""The Feature maps panel."""

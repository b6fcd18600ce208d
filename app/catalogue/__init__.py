"""Modules, versions, units, blocks, media; publishing, and content as code."""

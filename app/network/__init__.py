"""Centres, their opening hours and closures: where and when the network is open."""

"""The pages of who runs the network, and of who runs a centre: centres, when they are open, whom to call."""

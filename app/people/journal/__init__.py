"""The audit as people read it: which lines, and each as a sentence. Acts are named by the domains that record them."""

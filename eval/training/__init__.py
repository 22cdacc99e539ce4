"""Trains the decision whether a clause answers an ask, from the indicator files and from nothing else."""

"""Packs at random, and what they mean by definition."""

"""Measurements of speed and quality; peers live here and nowhere else."""

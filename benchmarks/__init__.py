"""What `make bench` measures: each figure a ratio of two things timed in the same run, on the machine it names."""

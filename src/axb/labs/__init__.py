"""Experiments of the lecture: each computes in milliseconds what a page, a lesson, a film shows."""

"""What the server counts, for Prometheus."""

from server.metrics.metrics import Metrics, Outcome

__all__ = ["Metrics", "Outcome"]

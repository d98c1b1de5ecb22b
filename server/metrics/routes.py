"""``/metrics``: what was counted."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from server.metrics.metrics import Metrics

router = APIRouter()


@router.api_route("/metrics", methods=["GET", "HEAD"])
async def metrics(request: Request) -> Response:
    """The server's counters in Prometheus' text format."""
    counted: Metrics = request.app.state.metrics
    body, content_type = counted.text(request.headers.get("accept", ""))
    return Response(body, headers={"Content-Type": content_type, "Cache-Control": "no-store"})

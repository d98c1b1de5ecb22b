"""The Reconciliation Service API 0.2 over the graph's bodies, places and documents.

https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/
"""

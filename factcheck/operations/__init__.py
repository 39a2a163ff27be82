"""What whoever runs a desk needs to know of it: is it alive, is it ready, what waits?

health       /healthz and /readyz, for whatever starts and stops processes
archiving    does the WAL reach its archive?
replicating  does the replica follow?
measures     the numbers that each room hands in
metrics      /metrics, for Prometheus
requests     each request's id, in its answer and in every line that it logs
lines        log lines as JSON
"""

import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** Numbers that are asked for when the metrics are read, by metric name (`las_…`). */
export type Gauges = Readonly<Record<string, { help: string; value(): number }>>;

/** `/metrics` in the Prometheus text form: process, requests by operation, and what `gauges` gives. */
export function registerMetrics(app: FastifyInstance, gauges: Gauges): void {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  for (const [name, { help, value }] of Object.entries(gauges)) {
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(value());
      },
    });
  }
  const duration = new Histogram({
    name: 'las_request_duration_seconds',
    help: 'Time to answer a request.',
    labelNames: ['operation', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers: [registry],
  });
  const series = new Map<string, Histogram.Internal<'operation' | 'status'>>();
  function seriesOf(operation: string, status: number): Histogram.Internal<'operation' | 'status'> {
    const key = `${operation} ${status}`;
    const known = series.get(key) ?? duration.labels(operation, String(status));
    series.set(key, known);
    return known;
  }
  app.addHook('onResponse', (request, reply, done) => {
    seriesOf(request.routeOptions.config?.operation ?? 'other', reply.statusCode).observe(reply.elapsedTime / 1000);
    done();
  });
  app.get('/metrics', async (_request, reply) =>
    reply.header('content-type', registry.contentType).send(await registry.metrics()),
  );
}

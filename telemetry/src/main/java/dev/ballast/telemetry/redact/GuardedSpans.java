// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.redact;

import dev.ballast.telemetry.ingest.Appended;
import dev.ballast.telemetry.ingest.SpanSink;
import dev.ballast.telemetry.meter.Counter;
import dev.ballast.telemetry.meter.Meter;
import dev.ballast.telemetry.query.Span;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The door to what is kept of traces: attributes, the status' text and what an exception said are
 * redacted before they reach the sink behind. Names of spans are not: metrics are counted by them.
 * Whoever counts gets the spans as they came, since nothing of them is kept but names. Thread-safe.
 */
public final class GuardedSpans implements SpanSink {

  /** Who is called: without these there is no call graph, and they are nobody's own. */
  private static final Set<String> PLACES =
      Set.of(
          "server.address",
          "server.port",
          "net.peer.name",
          "peer.service",
          "service.peer.name",
          "service.name",
          "service.version",
          "cloud.region",
          "db.system",
          "db.system.name",
          "db.namespace",
          "db.name");

  private final SpanSink behind;
  private final Values values;
  private final Counter redacted;

  public GuardedSpans(SpanSink behind, Redaction rules, Pseudonyms pseudonyms, Meter meter) {
    this.behind = behind;
    this.values = new Values(rules, pseudonyms, PLACES);
    this.redacted =
        meter.counter("ballast_spans_redacted_total", "Spans of which something was hidden.");
  }

  @Override
  public Appended append(List<Span> spans) {
    return behind.append(guarded(spans, new IdentityHashMap<>()));
  }

  @Override
  public Appended append(List<Span> spans, Consumer<List<Span>> taken) {
    IdentityHashMap<Span, Span> originals = new IdentityHashMap<>();
    return behind.append(
        guarded(spans, originals),
        kept ->
            taken.accept(
                originals.isEmpty()
                    ? kept
                    : kept.stream().map(span -> originals.getOrDefault(span, span)).toList()));
  }

  @SuppressWarnings("ReferenceEquality") // What is unchanged is the same object.
  private List<Span> guarded(List<Span> spans, IdentityHashMap<Span, Span> originals) {
    List<Span> guarded = new ArrayList<>(spans.size());
    // Spans of one request mostly share the map of their resource.
    Map<String, String> lastResource = Map.of();
    Map<String, String> lastGuarded = lastResource;
    for (Span span : spans) {
      if (span.resource() != lastResource) {
        lastResource = span.resource();
        lastGuarded = values.of(lastResource);
      }
      Map<String, String> attributes = values.of(span.attributes());
      String status = values.text(span.statusMessage());
      boolean same =
          attributes == span.attributes()
              && lastGuarded == lastResource
              && status.equals(span.statusMessage());
      Span kept = same ? span : with(span, status, lastGuarded, attributes);
      if (!same) {
        redacted.add();
        originals.put(kept, span);
      }
      guarded.add(kept);
    }
    return guarded;
  }

  private static Span with(
      Span span, String status, Map<String, String> resource, Map<String, String> attributes) {
    return new Span(
        span.traceId(),
        span.spanId(),
        span.parentSpanId(),
        span.service(),
        span.name(),
        span.kind(),
        span.status(),
        status,
        span.startNanos(),
        span.endNanos(),
        resource,
        attributes);
  }
}

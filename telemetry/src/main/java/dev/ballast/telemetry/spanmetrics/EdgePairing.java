// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.spanmetrics;

import dev.ballast.telemetry.query.Span;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the edges of the service graph in a stream of spans, after Grafana Tempo's service graphs.
 * Not thread-safe.
 *
 * <p>A client span waits under its own id, a server span under its parent's; whichever comes second
 * completes the edge. A call to a database is complete at once, as databases send no spans; so is a
 * root server span, whose client is {@code user}. A client span that waited too long becomes a call
 * to the peer it names, or to its host; half of a message leads to its queue, or from it; any other
 * half is unpaired. As all halves wait equally long, they expire in the order of arrival.
 */
final class EdgePairing {

  /** Hears what becomes of spans. */
  interface Outcome {
    void complete(Edge edge);

    /** One of the services is empty: the one that never sent its span. */
    void unpaired(String client, String server);

    /** As {@link #unpaired}, for spans that were not kept because too many wait. */
    void dropped(String client, String server);
  }

  private record CallId(String traceId, String clientSpanId) {}

  private record Half(Span span, boolean client, long arrivedMillis) {}

  private final Map<CallId, Half> waiting = new LinkedHashMap<>();
  private final long waitMillis;
  private final int maxWaiting;
  private final Outcome outcome;

  EdgePairing(RedLimits limits, Outcome outcome) {
    this.waitMillis = limits.pairWait().toMillis();
    this.maxWaiting = limits.maxWaiting();
    this.outcome = outcome;
  }

  void accept(Span span, long nowMillis) {
    switch (span.kind()) {
      case CLIENT, PRODUCER -> client(span, nowMillis);
      case SERVER, CONSUMER -> server(span, nowMillis);
      case INTERNAL, UNSPECIFIED -> {}
    }
  }

  /** Gives up on halves that came before {@code now - wait}. */
  void expire(long nowMillis) {
    Iterator<Half> oldest = waiting.values().iterator();
    while (oldest.hasNext()) {
      Half half = oldest.next();
      if (nowMillis - half.arrivedMillis < waitMillis) {
        return;
      }
      oldest.remove();
      expire(half);
    }
  }

  int waiting() {
    return waiting.size();
  }

  private void client(Span span, long nowMillis) {
    String database = Peer.database(span);
    if (!database.isEmpty()) {
      outcome.complete(toPeer(span, database, Edge.Type.DATABASE));
      return;
    }
    CallId id = new CallId(span.traceId(), span.spanId());
    Half other = waiting.get(id);
    if (other != null && !other.client) {
      waiting.remove(id);
      outcome.complete(pair(span, other.span));
    } else {
      await(id, new Half(span, true, nowMillis), other);
    }
  }

  private void server(Span span, long nowMillis) {
    if (span.parentSpanId().isEmpty()) {
      if (span.kind() == Span.Kind.SERVER) {
        outcome.complete(fromUser(span));
      } else {
        alone(span);
      }
      return;
    }
    CallId id = new CallId(span.traceId(), span.parentSpanId());
    Half other = waiting.get(id);
    if (other != null && other.client) {
      waiting.remove(id);
      outcome.complete(pair(other.span, span));
    } else {
      await(id, new Half(span, false, nowMillis), other);
    }
  }

  /** A second half of the same side is a resent span, or a second server: the first one stays. */
  private void await(CallId id, Half half, @Nullable Half sameSide) {
    String client = half.client ? half.span.service() : "";
    String server = half.client ? "" : half.span.service();
    if (sameSide != null) {
      outcome.unpaired(client, server);
    } else if (waiting.size() >= maxWaiting) {
      outcome.dropped(client, server);
    } else {
      waiting.put(id, half);
    }
  }

  private void expire(Half half) {
    String topic = half.span.kind() == Span.Kind.PRODUCER ? Peer.topic(half.span) : "";
    String peer = half.client ? Peer.name(half.span) : "";
    if (!topic.isEmpty()) {
      outcome.complete(toPeer(half.span, topic, Edge.Type.MESSAGING_SYSTEM));
    } else if (!peer.isEmpty()) {
      outcome.complete(toPeer(half.span, peer, Edge.Type.VIRTUAL_NODE));
    } else if (half.client) {
      outcome.unpaired(half.span.service(), "");
    } else {
      alone(half.span);
    }
  }

  /** A server whose client never came; of a message at least the queue is known. */
  private void alone(Span server) {
    String topic = server.kind() == Span.Kind.CONSUMER ? Peer.topic(server) : "";
    if (topic.isEmpty()) {
      outcome.unpaired("", server.service());
    } else {
      outcome.complete(fromTopic(server, topic));
    }
  }

  private static Edge pair(Span client, Span server) {
    boolean messaging = client.kind() == Span.Kind.PRODUCER || server.kind() == Span.Kind.CONSUMER;
    return new Edge(
        client.service(),
        server.service(),
        messaging ? Edge.Type.MESSAGING_SYSTEM : Edge.Type.DIRECT,
        Peer.ownRegion(client),
        Peer.ownRegion(server),
        client.seconds(),
        server.seconds(),
        failed(client) || failed(server));
  }

  /** The only latency there is, the client's, counts for both sides. */
  private static Edge toPeer(Span client, String peer, Edge.Type type) {
    return new Edge(
        client.service(),
        peer,
        type,
        Peer.ownRegion(client),
        Peer.region(client),
        client.seconds(),
        client.seconds(),
        failed(client));
  }

  private static Edge fromTopic(Span consumer, String topic) {
    return new Edge(
        topic,
        consumer.service(),
        Edge.Type.MESSAGING_SYSTEM,
        Peer.ownRegion(consumer),
        Peer.ownRegion(consumer),
        consumer.seconds(),
        consumer.seconds(),
        failed(consumer));
  }

  private static Edge fromUser(Span server) {
    return new Edge(
        Edge.USER,
        server.service(),
        Edge.Type.VIRTUAL_NODE,
        "",
        Peer.ownRegion(server),
        server.seconds(),
        server.seconds(),
        failed(server));
  }

  private static boolean failed(Span span) {
    return span.status() == Span.Status.ERROR;
  }
}

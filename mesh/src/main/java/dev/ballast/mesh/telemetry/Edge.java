// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.telemetry;

import dev.ballast.model.mesh.Protocol;
import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;

/** What one event loop counts of calls from one service to a version of another. */
@SuppressWarnings("EnumOrdinal") // Counters in arrays, for the life of the process only.
final class Edge {

  private static final int FLAGS = Flag.values().length;
  private static final int GRPC_STATUSES = 32;

  final EdgeKey key;
  final IntObjectMap<CallSeries> calls = new IntObjectHashMap<>();
  final long[] traces = new long[TraceState.values().length];
  long attempts;
  long tried;
  long retried;
  long opened;
  long closed;
  long sent;
  long received;

  /** Used last, since most calls end like the one before. */
  private int lastIndex = -1;

  private CallSeries last = new CallSeries();

  Edge(EdgeKey key) {
    this.key = key;
  }

  void add(CallReport call) {
    int index =
        (call.status() * GRPC_STATUSES + Math.clamp(call.grpcStatus() + 1, 0, GRPC_STATUSES - 1))
                * FLAGS
            + call.flag().ordinal();
    if (index != lastIndex) {
      CallSeries series = calls.get(index);
      if (series == null) {
        series = new CallSeries();
        calls.put(index, series);
      }
      last = series;
      lastIndex = index;
    }
    last.add(call);
    attempts += call.attempts();
    tried += call.attempts() > 0 ? 1 : 0;
    retried += call.attempts() > 1 ? 1 : 0;
    traces[call.traceState().ordinal()]++;
  }

  /** The labels of calls that ended in a way. */
  String labels(int index) {
    int grpc = index / FLAGS % GRPC_STATUSES - 1;
    String protocol = key.protocol() == Protocol.GRPC ? "grpc" : "http";
    return key.labels()
        + ",request_protocol=\""
        + protocol
        + "\",response_code=\""
        + index / FLAGS / GRPC_STATUSES
        + "\",grpc_response_status=\""
        + (grpc < 0 ? "" : "" + grpc)
        + "\",response_flags=\""
        + Flag.values()[index % FLAGS].code()
        + "\"";
  }

  Edge copy() {
    Edge copy = new Edge(key);
    copy.addAll(this);
    return copy;
  }

  void addAll(Edge other) {
    for (IntObjectMap.PrimitiveEntry<CallSeries> entry : other.calls.entries()) {
      CallSeries mine = calls.get(entry.key());
      if (mine == null) {
        calls.put(entry.key(), entry.value().copy());
      } else {
        mine.addAll(entry.value());
      }
    }
    for (int i = 0; i < traces.length; i++) {
      traces[i] += other.traces[i];
    }
    attempts += other.attempts;
    tried += other.tried;
    retried += other.retried;
    opened += other.opened;
    closed += other.closed;
    sent += other.sent;
    received += other.received;
  }
}

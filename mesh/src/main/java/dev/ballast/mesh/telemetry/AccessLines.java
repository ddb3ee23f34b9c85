// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.telemetry;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** Writes one line of JSON for each call of one event loop, and hands them over in blocks. */
final class AccessLines {

  private static final int BLOCK = 64 * 1024;
  private static final int FULL = BLOCK - 4 * 1024;
  private static final long LONGEST_NANOS = 200_000_000L;

  private final AccessLogWriter writer;
  private final InstantSource clock;
  private final JsonBytes out = new JsonBytes(BLOCK);
  private int lines;
  private long handedOver;
  private long second = -1;
  private String secondText = "";

  AccessLines(AccessLogWriter writer, InstantSource clock) {
    this.writer = writer;
    this.clock = clock;
  }

  void add(CallReport call) {
    time(clock.millis());
    out.raw("\",\"source\":").text(call.source());
    out.raw(",\"destination\":").text(call.destination());
    out.raw(",\"version\":").text(call.version());
    out.raw(",\"route\":").text(call.route());
    out.raw(",\"method\":").text(call.method());
    out.raw(",\"path\":").text(call.path());
    out.raw(",\"status\":").number(call.status());
    if (call.grpcStatus() >= 0) {
      out.raw(",\"grpc_status\":").number(call.grpcStatus());
    }
    out.raw(",\"flags\":\"").raw(call.flag().code());
    out.raw("\",\"duration_us\":").number(call.durationNanos() / 1000);
    out.raw(",\"request_bytes\":").number(call.requestBytes());
    out.raw(",\"response_bytes\":").number(call.responseBytes());
    out.raw(",\"attempts\":").number(call.attempts());
    out.raw(",\"endpoint\":\"").raw(call.endpoint());
    TraceContext trace = call.trace();
    if (trace.low() != 0) {
      out.raw("\",\"trace_id\":\"").hex(trace.high()).hex(trace.low());
    }
    out.raw("\"}\n");
    lines++;
    if (out.length() > FULL) {
      handOver();
    }
  }

  /** The second is formatted once, not for each line. */
  private void time(long millis) {
    long now = millis / 1000;
    if (now != second) {
      second = now;
      String text = Instant.ofEpochSecond(now).truncatedTo(ChronoUnit.SECONDS).toString();
      secondText = "{\"time\":\"" + text.substring(0, text.length() - 1) + ".";
    }
    int rest = (int) (millis % 1000);
    out.raw(secondText);
    out.raw(rest < 10 ? "00" : rest < 100 ? "0" : "").number(rest).raw("Z");
  }

  void tick(long now) {
    if (now - handedOver > LONGEST_NANOS) {
      handedOver = now;
      if (lines > 0) {
        handOver();
      }
    }
  }

  private void handOver() {
    byte[] next = writer.take(out.bytes(), out.length(), lines);
    out.clear(next);
    lines = 0;
  }
}

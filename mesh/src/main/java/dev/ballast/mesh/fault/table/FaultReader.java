// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.fault.table;

import dev.ballast.mesh.fault.bytes.Bandwidth;
import dev.ballast.mesh.fault.bytes.BlackHole;
import dev.ballast.mesh.fault.bytes.ByteFault;
import dev.ballast.mesh.fault.bytes.DataLimit;
import dev.ballast.mesh.fault.bytes.Direction;
import dev.ballast.mesh.fault.bytes.Drop;
import dev.ballast.mesh.fault.bytes.Latency;
import dev.ballast.mesh.fault.bytes.Reset;
import dev.ballast.mesh.fault.bytes.Slicer;
import dev.ballast.mesh.fault.bytes.SlowClose;
import dev.ballast.mesh.fault.request.Abort;
import dev.ballast.mesh.fault.request.ErrorBody;
import dev.ballast.mesh.fault.request.RequestDrop;
import dev.ballast.mesh.fault.request.RequestFault;
import dev.ballast.mesh.fault.request.RequestLatency;
import dev.ballast.mesh.fault.request.RequestMatch;
import dev.ballast.mesh.fault.request.RequestReset;
import dev.ballast.model.quantity.Ratio;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Reads a fault from JSON, and names all that is wrong with it at once. */
public final class FaultReader {

  private static final String TEXT_PLAIN = "text/plain; charset=utf-8";
  private static final List<String> TYPES =
      List.of("latency", "abort", "error_body", "drop", "reset");
  private static final List<String> BYTE_TYPES =
      List.of(
          "latency",
          "bandwidth",
          "slow_close",
          "data_limit",
          "slicer",
          "black_hole",
          "reset",
          "drop");

  private FaultReader() {}

  /**
   * Reads a fault.
   *
   * @param id for one that brings none
   * @param seed for one that brings none
   * @throws Fields.InvalidException with every problem
   */
  public static Fault read(JsonNode json, String id, long seed) {
    Fields fields = new Fields(json, "");
    Fault fault =
        new Fault(
            fields.text("id", id, 128),
            fields.required("owner", 128),
            fields.text("reason", "", 500),
            fields.required("service", 256),
            effect(fields),
            share(fields),
            fields.whole("seed", seed, Long.MIN_VALUE, Long.MAX_VALUE),
            fields.seconds("lease_seconds", null));
    fields.finish();
    return fault;
  }

  private static Ratio share(Fields fields) {
    return new Ratio(fields.number("share", 1, 0, 1));
  }

  private static Effect effect(Fields fields) {
    Fields fault = fields.child("fault");
    return switch (fields.choice("on", "requests", List.of("requests", "bytes"))) {
      case "bytes" ->
          new Effect.OnBytes(
              byteFault(fault), direction(fields), side(fields), fields.text("version", "", 256));
      default -> new Effect.OnRequests(requestFault(fault), match(fields));
    };
  }

  private static Direction direction(Fields fields) {
    String way = fields.choice("direction", "downstream", List.of("upstream", "downstream"));
    return way.equals("upstream") ? Direction.UPSTREAM : Direction.DOWNSTREAM;
  }

  private static Effect.Side side(Fields fields) {
    String side = fields.choice("side", "client", List.of("client", "server"));
    return side.equals("server") ? Effect.Side.SERVER : Effect.Side.CLIENT;
  }

  private static RequestFault requestFault(Fields f) {
    RequestFault none = new RequestDrop();
    return switch (f.choice("type", "", TYPES)) {
      case "latency" -> f.checked(() -> new RequestLatency(delay(f), jitter(f)), none);
      case "abort" ->
          f.checked(
              () ->
                  new Abort(
                      f.status("status", 503),
                      Math.toIntExact(f.whole("grpc_status", -1, -1, 16)),
                      body(f),
                      type(f)),
              none);
      case "error_body" ->
          f.checked(() -> new ErrorBody(f.status("status", 0), body(f), type(f)), none);
      case "reset" -> new RequestReset();
      default -> none;
    };
  }

  private static ByteFault byteFault(Fields f) {
    ByteFault none = new Drop();
    return switch (f.choice("type", "", BYTE_TYPES)) {
      case "latency" -> f.checked(() -> new Latency(delay(f), jitter(f)), none);
      case "bandwidth" ->
          f.checked(
              () -> new Bandwidth(f.whole("bytes_per_second", null, 0, Long.MAX_VALUE)), none);
      case "slow_close" -> f.checked(() -> new SlowClose(delay(f)), none);
      case "data_limit" ->
          f.checked(() -> new DataLimit(f.whole("bytes", null, 0, Long.MAX_VALUE)), none);
      case "slicer" ->
          f.checked(
              () ->
                  new Slicer(
                      Math.toIntExact(f.whole("average_bytes", null, 1, Integer.MAX_VALUE)),
                      Math.toIntExact(f.whole("variation_bytes", 0L, 0, Integer.MAX_VALUE)),
                      f.seconds("pause_seconds", Duration.ZERO)),
              none);
      case "black_hole" ->
          f.checked(() -> new BlackHole(f.seconds("close_after_seconds", Duration.ZERO)), none);
      case "reset" -> f.checked(() -> new Reset(f.seconds("delay_seconds", Duration.ZERO)), none);
      default -> none;
    };
  }

  private static Duration delay(Fields f) {
    return f.seconds("delay_seconds", null);
  }

  private static Duration jitter(Fields f) {
    return f.seconds("jitter_seconds", Duration.ZERO);
  }

  private static String body(Fields f) {
    return f.text("body", "", RequestFault.LARGEST_BODY);
  }

  private static String type(Fields f) {
    return f.text("content_type", TEXT_PLAIN, 256);
  }

  private static RequestMatch match(Fields fields) {
    if (!fields.has("match")) {
      return RequestMatch.ALL;
    }
    Fields match = fields.child("match");
    List<RequestMatch.Header> headers = new ArrayList<>();
    if (match.has("headers")) {
      Fields named = match.child("headers");
      for (String name : named.names()) {
        headers.add(new RequestMatch.Header(name, text(named.child(name))));
      }
    }
    return new RequestMatch(
        match.text("source", "", 256),
        match.text("version", "", 256),
        match.text("method", "", 32),
        match.has("path") ? text(match.child("path")) : RequestMatch.ALL.path(),
        headers);
  }

  /** {@code {"exact": …}}, {@code {"prefix": …}}, {@code {"regex": …}}, or {@code {}} for any. */
  private static RequestMatch.Text text(Fields fields) {
    for (RequestMatch.Text.Kind kind : RequestMatch.Text.Kind.values()) {
      String name = kind.name().toLowerCase(Locale.ROOT);
      if (kind != RequestMatch.Text.Kind.ANY && fields.has(name)) {
        return fields.checked(
            () -> new RequestMatch.Text(kind, fields.text(name, "", 2_048)),
            RequestMatch.ALL.path());
      }
    }
    return RequestMatch.ALL.path();
  }
}

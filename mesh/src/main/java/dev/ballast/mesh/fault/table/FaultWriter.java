// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.fault.table;

import dev.ballast.mesh.fault.bytes.Bandwidth;
import dev.ballast.mesh.fault.bytes.BlackHole;
import dev.ballast.mesh.fault.bytes.ByteFault;
import dev.ballast.mesh.fault.bytes.DataLimit;
import dev.ballast.mesh.fault.bytes.Drop;
import dev.ballast.mesh.fault.bytes.Latency;
import dev.ballast.mesh.fault.bytes.Noop;
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
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Writes a fault as {@link FaultReader} reads it. */
public final class FaultWriter {

  private FaultWriter() {}

  public static Map<String, Object> document(Fault fault) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("id", fault.id());
    out.put("owner", fault.owner());
    put(out, "reason", fault.reason());
    out.put("service", fault.service());
    switch (fault.effect()) {
      case Effect.OnRequests(RequestFault request, RequestMatch match) -> {
        out.put("on", "requests");
        if (!match.equals(RequestMatch.ALL)) {
          out.put("match", match(match));
        }
        out.put("fault", request(request));
      }
      case Effect.OnBytes bytes -> {
        out.put("on", "bytes");
        out.put("direction", lower(bytes.direction()));
        out.put("side", lower(bytes.side()));
        put(out, "version", bytes.version());
        out.put("fault", bytes(bytes.fault()));
      }
    }
    out.put("share", fault.share().value());
    out.put("seed", fault.seed());
    out.put("lease_seconds", seconds(fault.lease()));
    return out;
  }

  public static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  private static Map<String, Object> request(RequestFault fault) {
    return switch (fault) {
      case RequestLatency f -> latency(f.delay(), f.jitter());
      case Abort f -> {
        Map<String, Object> out = answer("abort", f.status(), f.body(), f.contentType());
        if (f.grpcStatus() >= 0) {
          out.put("grpc_status", f.grpcStatus());
        }
        yield out;
      }
      case ErrorBody f -> answer("error_body", f.status(), f.body(), f.contentType());
      case RequestDrop _ -> type("drop");
      case RequestReset _ -> type("reset");
    };
  }

  private static Map<String, Object> bytes(ByteFault fault) {
    return switch (fault) {
      case Latency f -> latency(f.delay(), f.jitter());
      case Bandwidth f -> type("bandwidth", "bytes_per_second", f.bytesPerSecond());
      case SlowClose f -> type("slow_close", "delay_seconds", seconds(f.delay()));
      case DataLimit f -> type("data_limit", "bytes", f.bytes());
      case BlackHole f -> type("black_hole", "close_after_seconds", seconds(f.closeAfter()));
      case Reset f -> type("reset", "delay_seconds", seconds(f.delay()));
      case Slicer f -> {
        Map<String, Object> out = type("slicer", "average_bytes", f.averageBytes());
        out.put("variation_bytes", f.variationBytes());
        out.put("pause_seconds", seconds(f.pause()));
        yield out;
      }
      case Drop _ -> type("drop");
      case Noop _ -> type("noop");
    };
  }

  private static Map<String, Object> latency(Duration delay, Duration jitter) {
    Map<String, Object> out = type("latency", "delay_seconds", seconds(delay));
    out.put("jitter_seconds", seconds(jitter));
    return out;
  }

  private static Map<String, Object> answer(String type, int status, String body, String mime) {
    Map<String, Object> out = type(type);
    if (status != 0) {
      out.put("status", status);
    }
    out.put("body", body);
    out.put("content_type", mime);
    return out;
  }

  private static Map<String, Object> match(RequestMatch match) {
    Map<String, Object> out = new LinkedHashMap<>();
    put(out, "source", match.source());
    put(out, "version", match.version());
    put(out, "method", match.method());
    if (match.path().kind() != RequestMatch.Text.Kind.ANY) {
      out.put("path", text(match.path()));
    }
    if (!match.headers().isEmpty()) {
      Map<String, Object> headers = new LinkedHashMap<>();
      match.headers().forEach(header -> headers.put(header.name(), text(header.value())));
      out.put("headers", headers);
    }
    return out;
  }

  private static Map<String, Object> text(RequestMatch.Text text) {
    return text.kind() == RequestMatch.Text.Kind.ANY
        ? Map.of()
        : Map.of(lower(text.kind()), text.value());
  }

  private static Map<String, Object> type(String type) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("type", type);
    return out;
  }

  private static Map<String, Object> type(String type, String name, Object value) {
    Map<String, Object> out = type(type);
    out.put(name, value);
    return out;
  }

  private static void put(Map<String, Object> out, String name, String value) {
    if (!value.isEmpty()) {
      out.put(name, value);
    }
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}

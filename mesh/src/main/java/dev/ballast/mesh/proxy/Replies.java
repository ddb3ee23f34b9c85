// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.proxy;

import dev.ballast.mesh.gate.FaultDecision;
import dev.ballast.mesh.telemetry.Flag;
import dev.ballast.mesh.upstream.UpstreamFailure;
import dev.ballast.model.mesh.Protocol;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What the mesh answers by itself. */
final class Replies {

  private static final int GRPC_UNAVAILABLE = 14;
  private static final int GRPC_DEADLINE = 4;
  private static final int GRPC_EXHAUSTED = 8;

  private Replies() {}

  /** A problem as JSON, or as the status of a gRPC call. */
  static Reply problem(int status, String text, Call call) {
    String type = call.request.headers().get(HttpHeaderNames.CONTENT_TYPE);
    if (call.protocol() == Protocol.GRPC && type != null && type.startsWith("application/grpc")) {
      int code =
          switch (status) {
            case 429 -> GRPC_EXHAUSTED;
            case 504 -> GRPC_DEADLINE;
            default -> GRPC_UNAVAILABLE;
          };
      return make(200, Map.of("grpc-status", "" + code, "grpc-message", text), new byte[0], type);
    }
    return problem(status, text);
  }

  static Reply problem(int status, String text) {
    String json =
        "{\"status\":"
            + status
            + ",\"error\":\""
            + text.replace("\\", "\\\\").replace("\"", "\\\"")
            + "\",\"by\":\"mesh\"}\n";
    return make(status, Map.of(), json.getBytes(StandardCharsets.UTF_8), "application/json");
  }

  static Reply of(FaultDecision.Abort abort) {
    if (abort.grpcStatus() >= 0) {
      return make(
          200,
          Map.of("grpc-status", "" + abort.grpcStatus(), "grpc-message", "fault injected"),
          new byte[0],
          "application/grpc");
    }
    return make(abort.status(), abort.headers(), abort.body(), "text/plain");
  }

  static int statusOf(UpstreamFailure failure) {
    return switch (failure) {
      case CONNECT, OVERFLOW -> 503;
      case RESET, MALFORMED -> 502;
    };
  }

  static Flag flagOf(UpstreamFailure failure) {
    return switch (failure) {
      case CONNECT -> Flag.UPSTREAM_CONNECT_FAILURE;
      case OVERFLOW -> Flag.UPSTREAM_OVERFLOW;
      case RESET -> Flag.UPSTREAM_CLOSED;
      case MALFORMED -> Flag.UPSTREAM_PROTOCOL_ERROR;
    };
  }

  static String textOf(UpstreamFailure failure, Call call) {
    String service = call.destination();
    return switch (failure) {
      case CONNECT -> "no connection to an endpoint of " + service;
      case OVERFLOW -> "too many requests wait for an endpoint of " + service;
      case RESET -> "an endpoint of " + service + " broke the connection";
      case MALFORMED -> "an endpoint of " + service + " broke the rules of HTTP";
    };
  }

  private static Reply make(int status, Map<String, String> headers, byte[] body, String type) {
    var head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status));
    head.headers().set(HttpHeaderNames.CONTENT_TYPE, type);
    headers.forEach(head.headers()::set);
    head.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.length);
    return new Reply(head, new DefaultLastHttpContent(Unpooled.wrappedBuffer(body)));
  }
}

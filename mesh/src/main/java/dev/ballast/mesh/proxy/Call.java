// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.proxy;

import dev.ballast.mesh.gate.CallView;
import dev.ballast.mesh.telemetry.CallReport;
import dev.ballast.mesh.telemetry.Flag;
import dev.ballast.mesh.telemetry.TraceContext;
import dev.ballast.mesh.telemetry.TraceState;
import dev.ballast.model.mesh.Protocol;
import dev.ballast.model.mesh.TlsMode;
import io.netty.handler.codec.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/** What is known of a call: filled by its exchange, looked at by faults and telemetry. */
final class Call implements CallView, CallReport {

  final HttpRequest request;
  final Port port;
  final long startedAt;
  private final String source;
  @Nullable RoutePlan route;
  @Nullable VersionPlan version;
  String endpoint = "";
  private final TraceContext trace = new TraceContext();
  TraceState traceState = TraceState.ENTRY;
  Flag flag = Flag.NONE;
  boolean mirrored;
  int attempts;
  int status;
  int grpcStatus = -1;
  long requestBytes;
  long responseBytes;
  long endedAt;

  Call(HttpRequest request, Port port, String source, long startedAt) {
    this.request = request;
    this.port = port;
    this.source = source;
    this.startedAt = startedAt;
  }

  RoutePlan routeOrThrow() {
    if (route == null) {
      throw new IllegalStateException("a try without a route");
    }
    return route;
  }

  VersionPlan versionOrThrow() {
    if (version == null) {
      throw new IllegalStateException("a try without a version");
    }
    return version;
  }

  @Override
  public String source() {
    return source;
  }

  @Override
  public String destination() {
    return port.service().name();
  }

  @Override
  public String version() {
    return version == null ? "" : version.name();
  }

  @Override
  public String route() {
    return route == null ? "" : route.route().name();
  }

  @Override
  public Protocol protocol() {
    return port.service().service().protocol();
  }

  @Override
  public String method() {
    return request.method().name();
  }

  @Override
  public String path() {
    return request.uri();
  }

  @Override
  public @Nullable String header(String name) {
    return request.headers().get(name);
  }

  @Override
  public int status() {
    return status;
  }

  @Override
  public int grpcStatus() {
    return grpcStatus;
  }

  @Override
  public Flag flag() {
    return flag;
  }

  @Override
  public long requestBytes() {
    return requestBytes;
  }

  @Override
  public long responseBytes() {
    return responseBytes;
  }

  @Override
  public long durationNanos() {
    return endedAt - startedAt;
  }

  @Override
  public int attempts() {
    return attempts;
  }

  @Override
  public String endpoint() {
    return endpoint;
  }

  @Override
  public boolean mirrored() {
    return mirrored;
  }

  @Override
  public TraceContext trace() {
    return trace;
  }

  @Override
  public TraceState traceState() {
    return traceState;
  }

  @Override
  public boolean mutualTls() {
    return port.listener().tls() == TlsMode.MUTUAL;
  }
}

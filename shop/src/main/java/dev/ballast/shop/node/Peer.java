// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.node;

import dev.ballast.shop.telemetry.Telemetry;
import dev.ballast.shop.topology.Node;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Another service that this one calls: one attempt, two seconds, one client span. Uses the JDK's
 * plainest HTTP client: measured here, a cold JVM pays a quarter of the processor time for it.
 */
public final class Peer {

  private static final int CONNECT_MILLIS = 1_000;
  private static final int READ_MILLIS = 2_000;
  private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
  private static final AttributeKey<String> PEER = AttributeKey.stringKey("peer.service");
  private static final AttributeKey<String> REGION = AttributeKey.stringKey("peer.cloud.region");
  private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
  private static final AttributeKey<Long> STATUS =
      AttributeKey.longKey("http.response.status_code");

  private final Node node;
  private final URI base;
  private final Telemetry telemetry;
  private final DoubleHistogram durations;

  Peer(Node node, URI base, Telemetry telemetry) {
    this.node = node;
    this.base = base;
    this.telemetry = telemetry;
    this.durations = Durations.histogram(telemetry.meter(), "http.client.request.duration");
  }

  /** The JSON object that the peer answers; anything but a 2xx status is a failure. */
  public Map<String, Object> get(String path) {
    return ask("GET", path, "");
  }

  /** Like {@link #get}, changing something; {@code token} may be empty. */
  public Map<String, Object> post(String path, String token) {
    return ask("POST", path, token);
  }

  private Map<String, Object> ask(String method, String path, String token) {
    long start = System.nanoTime();
    Span span =
        telemetry
            .tracer()
            .spanBuilder(method)
            .setSpanKind(SpanKind.CLIENT)
            .setAttribute(METHOD, method)
            .setAttribute("url.full", base + path)
            .setAttribute("server.address", base.getHost())
            .setAttribute("server.port", (long) base.getPort())
            .setAttribute(PEER, node.service())
            .setAttribute(REGION, node.region())
            .startSpan();
    Context context = Context.current().with(span);
    AttributesBuilder labels =
        Attributes.builder()
            .put(METHOD, method)
            .put(PEER, node.service())
            .put(REGION, node.region());
    try {
      HttpURLConnection request = request(method, path, token, context);
      int status = request.getResponseCode();
      span.setAttribute(STATUS, (long) status);
      labels.put(STATUS, (long) status);
      try (InputStream body = status < 400 ? request.getInputStream() : request.getErrorStream()) {
        byte[] answer = body == null ? new byte[0] : body.readAllBytes();
        if (status / 100 != 2) {
          throw failure(span, labels, "" + status, refusal(status, answer), false);
        }
        return JsonMapper.shared().readValue(answer, new TypeReference<>() {});
      }
    } catch (SocketTimeoutException e) {
      throw failure(span, labels, "timeout", "did not answer in time", true);
    } catch (IOException e) {
      throw failure(span, labels, e.getClass().getName(), "cannot be reached", false);
    } finally {
      span.end();
      if (telemetry.counts(start)) {
        Durations.record(durations, start, labels.build(), context);
      }
    }
  }

  /** Why we were not let in is told on; what else went wrong there is the peer's to tell. */
  private static String refusal(int status, byte[] answer) {
    if (status != HttpURLConnection.HTTP_UNAUTHORIZED
        && status != HttpURLConnection.HTTP_FORBIDDEN) {
      return "answered " + status;
    }
    try {
      String why = JsonMapper.shared().readTree(answer).path("error").asString("");
      return "denied access, " + status + (why.isEmpty() ? "" : ": " + why);
    } catch (JacksonException e) {
      return "denied access, " + status;
    }
  }

  private HttpURLConnection request(String method, String path, String token, Context context)
      throws IOException {
    HttpURLConnection request = (HttpURLConnection) base.resolve(path).toURL().openConnection();
    request.setConnectTimeout(CONNECT_MILLIS);
    request.setReadTimeout(READ_MILLIS);
    request.setRequestMethod(method);
    if (!token.isEmpty()) {
      request.setRequestProperty("Authorization", "Bearer " + token);
    }
    telemetry
        .propagator()
        .inject(
            context,
            request,
            (carrier, key, value) -> {
              if (carrier != null) {
                carrier.setRequestProperty(key, value);
              }
            });
    return request;
  }

  private DependencyException failure(
      Span span, AttributesBuilder labels, String type, String what, boolean tooSlow) {
    span.setStatus(StatusCode.ERROR, what).setAttribute(ERROR, type);
    labels.put(ERROR, type);
    return new DependencyException(node.service() + " " + what, tooSlow);
  }
}

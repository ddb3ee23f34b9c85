// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.toxiproxy;

import dev.ballast.mesh.lease.LeaseLimits;
import dev.ballast.mesh.lease.Leases;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real server on a free port, whose leases run on a clock that stands still. */
final class TestServer implements AutoCloseable {

  final AtomicLong clock = new AtomicLong();
  final Leases leases = new Leases(clock::get, LeaseLimits.DEFAULT);
  final Toxiproxy server;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  TestServer() {
    this(1, Duration.ZERO, ToxiproxyLimits.DEFAULT);
  }

  TestServer(long seed, Duration defaultLease, ToxiproxyLimits limits) {
    try {
      InetSocketAddress anywhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      server =
          Toxiproxy.start(
              new ToxiproxySettings(anywhere, seed, defaultLease, limits),
              leases,
              System::nanoTime);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return server.address().getPort();
  }

  HttpResponse<String> call(String method, String path, String body, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
            .timeout(Duration.ofSeconds(60))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    headers.forEach(request::header);
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  HttpResponse<String> call(String method, String path, String body) {
    return call(method, path, body, Map.of());
  }

  JsonNode json(String method, String path, String body) {
    return JsonMapper.shared().readTree(call(method, path, body).body());
  }

  /** Makes a proxy and says on which port it listens. */
  int proxy(String name, int upstreamPort, String more) {
    JsonNode made =
        json(
            "POST",
            "/proxies",
            """
            {"name": "%s", "listen": "127.0.0.1:0", "upstream": "127.0.0.1:%d"%s}"""
                .formatted(name, upstreamPort, more));
    String listen = made.get("listen").stringValue();
    return Integer.parseInt(listen.substring(listen.lastIndexOf(':') + 1));
  }

  @Override
  public void close() {
    http.shutdownNow();
    server.close();
  }
}

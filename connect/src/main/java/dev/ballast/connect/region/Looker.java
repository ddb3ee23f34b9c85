// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.region;

import dev.ballast.control.regions.sight.Sighting.Outcome;
import dev.ballast.model.ProbeSpec;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * Asks as a user would, or whether a port takes a connection. A look through the proxy of another
 * region is that region's view: when the proxy itself refuses, nothing was seen. Thread-safe.
 */
public final class Looker implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMillis(1_500);
  private static final Duration SLOW = Duration.ofSeconds(1);
  private static final int CLOSED_AT_ONCE_MILLIS = 700;
  private static final int FAILURE = 500;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(PATIENCE)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /**
   * Looks once.
   *
   * @param proxied whether the target is the proxy of another region that leads there
   */
  public Look look(ProbeSpec probe, boolean proxied) throws InterruptedException {
    return switch (probe.kind()) {
      case HTTP -> http(probe.target(), proxied);
      case TCP -> tcp(probe.target(), proxied);
    };
  }

  private Look http(String target, boolean proxied) throws InterruptedException {
    long start = System.nanoTime();
    try {
      HttpRequest request = HttpRequest.newBuilder(URI.create(target)).timeout(PATIENCE).build();
      int status = http.send(request, BodyHandlers.discarding()).statusCode();
      if (status < FAILURE) {
        boolean slow = System.nanoTime() - start > SLOW.toNanos();
        return Look.of(
            slow ? Outcome.POORLY : Outcome.ANSWERS,
            start,
            slow ? target + " answers slowly" : target + " answers " + status);
      }
      boolean gateway = proxied && status >= FAILURE + 2 && status <= FAILURE + 4;
      return Look.of(
          gateway ? Outcome.SILENT : Outcome.POORLY, start, target + " answers " + status);
    } catch (ConnectException e) {
      return proxied
          ? Look.nothing("the proxy at " + target + " does not answer")
          : Look.of(Outcome.SILENT, start, target + " refuses connections");
    } catch (IOException e) {
      return Look.of(Outcome.SILENT, start, target + " does not answer in time");
    } catch (IllegalArgumentException e) {
      return Look.nothing(target + " is no URL");
    }
  }

  /** A proxy takes the connection and drops it when there is nobody behind. */
  private static Look tcp(String target, boolean proxied) {
    long start = System.nanoTime();
    int colon = target.lastIndexOf(':');
    if (colon < 1 || target.contains("/")) {
      return Look.nothing(target + " is no host and port");
    }
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(
              target.substring(0, colon), Integer.parseInt(target.substring(colon + 1))),
          (int) PATIENCE.toMillis());
      socket.setSoTimeout(CLOSED_AT_ONCE_MILLIS);
      return socket.getInputStream().read() < 0
          ? Look.of(Outcome.SILENT, start, target + " drops connections")
          : Look.of(Outcome.ANSWERS, start, target + " answers");
    } catch (SocketTimeoutException e) {
      boolean waits = System.nanoTime() - start < PATIENCE.toNanos();
      return waits
          ? Look.of(Outcome.ANSWERS, start, target + " takes connections")
          : Look.of(Outcome.SILENT, start, target + " does not answer in time");
    } catch (ConnectException e) {
      return proxied
          ? Look.nothing("the proxy at " + target + " does not answer")
          : Look.of(Outcome.SILENT, start, target + " refuses connections");
    } catch (IOException | IllegalArgumentException e) {
      return Look.of(Outcome.SILENT, start, target + " does not answer");
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}

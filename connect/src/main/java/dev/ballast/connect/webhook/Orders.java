// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.webhook;

import dev.ballast.control.actuator.ActuatorException;
import dev.ballast.control.actuator.ActuatorException.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells somebody to do something, once: never again by itself, whatever becomes of the answer. Any
 * 2xx means that it was done. Thread-safe.
 */
public final class Orders implements AutoCloseable {

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .proxy(HttpClient.Builder.NO_PROXY)
          .connectTimeout(CONNECT)
          .build();

  /** Nobody can say whether it was done. */
  public static final class UnclearException extends Exception {
    private static final long serialVersionUID = 1;

    public UnclearException(String message) {
      super(message);
    }
  }

  /**
   * Sends an order.
   *
   * @param key the same for the same order, so that a receiver can tell a repetition
   * @param loopback whether it may lead to this machine
   * @throws ActuatorException when it was surely not done
   * @throws UnclearException when it may have been
   */
  public void send(
      String url, Map<String, Object> body, String key, Duration patience, boolean loopback)
      throws UnclearException, InterruptedException {
    Destination destination;
    try {
      destination = Destination.of(url);
      destination.check(host -> List.of(InetAddress.getAllByName(host)), loopback);
    } catch (IOException e) {
      throw new ActuatorException(
          Kind.INVALID, "webhook", String.valueOf(e.getMessage()), "edit the remediation");
    }
    HttpRequest request =
        HttpRequest.newBuilder(destination.uri())
            .header("content-type", "application/json; charset=utf-8")
            .header("idempotency-key", key)
            .header("user-agent", "ballast")
            .POST(HttpRequest.BodyPublishers.ofByteArray(MAPPER.writeValueAsBytes(body)))
            .build();
    CompletableFuture<HttpResponse<Void>> sent =
        client.sendAsync(request, HttpResponse.BodyHandlers.discarding());
    try {
      int status = sent.get(patience.toMillis(), TimeUnit.MILLISECONDS).statusCode();
      if (status / 100 == 4) {
        throw new ActuatorException(
            Kind.REFUSED, destination.shown(), "answered " + status, "see its log for the reason");
      }
      if (status / 100 != 2) {
        throw new UnclearException(destination.shown() + " answered " + status);
      }
    } catch (TimeoutException e) {
      throw new UnclearException(
          destination.shown() + " did not answer within " + patience.toSeconds() + " s");
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      String why = cause.getClass().getSimpleName();
      if (cause instanceof java.net.ConnectException) {
        throw new ActuatorException(
            Kind.UNREACHABLE, destination.shown(), "was not reached (" + why + ")", "start it");
      }
      throw new UnclearException(destination.shown() + " broke off (" + why + ")");
    } finally {
      sent.cancel(true);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}

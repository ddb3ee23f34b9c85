// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.process;

import dev.ballast.control.actuator.ActuatorException;
import dev.ballast.control.actuator.ActuatorException.Kind;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The HTTP API of an orchestrator of processes: docs/routing.md, "Processes". Thread-safe. */
public final class ProcessAdmin implements AutoCloseable {

  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final int LARGEST_ANSWER = 1 << 20;

  private final JsonMapper json = JsonMapper.builder().build();
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(CONNECT)
          .build();
  private final URI address;
  private final Duration patience;

  /**
   * @param address such as {@code http://127.0.0.1:7280}
   */
  public ProcessAdmin(URI address) {
    this(address, ANSWER);
  }

  /** With another patience. */
  ProcessAdmin(URI address, Duration patience) {
    String scheme = address.getScheme();
    if (!("http".equals(scheme) || "https".equals(scheme)) || address.getHost() == null) {
      throw new IllegalArgumentException(
          "orchestrator: " + address + " (expected: a URL such as http://127.0.0.1:7280)");
    }
    this.address = address;
    this.patience = patience;
  }

  /** A status and its document; an object without fields when the body was empty. */
  record Answer(int status, JsonNode body) {
    /** What the orchestrator said is wrong. */
    String error() {
      return body.path("error").asString("status " + status);
    }
  }

  Answer get(String path, String place) {
    return send(HttpRequest.newBuilder(address.resolve(path)).GET(), place);
  }

  Answer put(String path, Object body, String revision, String place) {
    return send(
        HttpRequest.newBuilder(address.resolve(path))
            .header("If-Match", "\"" + revision + "\"")
            .header("Content-Type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(body))),
        place);
  }

  Answer post(String path, Object body, String place) {
    return send(
        HttpRequest.newBuilder(address.resolve(path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(body))),
        place);
  }

  /** The patience is for the whole answer, however slowly it comes. */
  private Answer send(HttpRequest.Builder request, String place) {
    CompletableFuture<HttpResponse<byte[]>> asked =
        client.sendAsync(
            request.build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST_ANSWER));
    try {
      HttpResponse<byte[]> answer = asked.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return new Answer(
          answer.statusCode(),
          answer.body().length == 0 ? json.createObjectNode() : json.readTree(answer.body()));
    } catch (JacksonException e) {
      throw strange(place, "something else than JSON");
    } catch (TimeoutException e) {
      throw unreachable(place, "no whole answer within " + patience.toMillis() + " ms");
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw cause instanceof IOException && ("" + cause.getMessage()).contains("capacity")
          ? strange(place, "more than " + LARGEST_ANSWER + " bytes")
          : unreachable(place, cause.getClass().getSimpleName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreachable(place, "interrupted");
    } finally {
      asked.cancel(true);
    }
  }

  ActuatorException strange(String place, String what) {
    return new ActuatorException(
        Kind.REFUSED,
        place,
        address + " answered " + what,
        "give the address of an orchestrator (docs/routing.md says what it has to answer)");
  }

  private ActuatorException unreachable(String place, String why) {
    return new ActuatorException(
        Kind.UNREACHABLE,
        place,
        "the orchestrator at " + address + " does not answer (" + why + ")",
        "start it (ballast demo has one on the shop's port + 80), or give its address:"
            + " --orchestrator URL");
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}

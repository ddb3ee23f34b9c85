// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.mesh;

import dev.ballast.control.actuator.ActuatorException;
import dev.ballast.control.actuator.ActuatorException.Kind;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The admin API of a mesh process. Thread-safe. */
public final class MeshAdmin implements AutoCloseable {

  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration ANSWER = Duration.ofSeconds(5);

  private static final String ANY = "*";

  private final JsonMapper json = JsonMapper.builder().build();
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(CONNECT)
          .build();
  private final URI address;

  /**
   * @param address such as {@code http://127.0.0.1:7711}
   */
  public MeshAdmin(URI address) {
    if (!"http".equals(address.getScheme()) || address.getHost() == null) {
      throw new IllegalArgumentException(
          "mesh admin: " + address + " (expected: a URL such as http://127.0.0.1:7711)");
    }
    this.address = address;
  }

  /** A status and its document; an object without fields when the body was empty. */
  record Answer(int status, JsonNode body) {
    /** What the mesh said is wrong. */
    String error() {
      return body.path("error").asString("status " + status);
    }
  }

  Answer get(String path, String place) {
    return send(request(path).GET().build(), place);
  }

  Answer put(String path, Object body, String revision, String place) {
    return send(
        request(path)
            .header("If-Match", tag(revision))
            .header("Content-Type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(body)))
            .build(),
        place);
  }

  /** Whatever the revision is: for what says all that is wanted. */
  Answer put(String path, Object body, String place) {
    return put(path, body, ANY, place);
  }

  Answer post(String path, String json, String place) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build(),
        place);
  }

  /** Without naming a revision: faults have none that an owner would have to know. */
  Answer drop(String path, String place) {
    return send(request(path).DELETE().build(), place);
  }

  Answer delete(String path, String revision, String place) {
    return send(request(path).header("If-Match", tag(revision)).DELETE().build(), place);
  }

  Answer delete(String path, String place) {
    return delete(path, ANY, place);
  }

  private static String tag(String revision) {
    return revision.equals(ANY) ? ANY : "\"" + revision + "\"";
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(address.resolve(path)).timeout(ANSWER);
  }

  private Answer send(HttpRequest request, String place) {
    try {
      HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      return new Answer(
          answer.statusCode(),
          answer.body().length == 0 ? json.createObjectNode() : json.readTree(answer.body()));
    } catch (JacksonException e) {
      throw new ActuatorException(
          Kind.REFUSED,
          place,
          address + " answered something else than JSON",
          "give the address of a mesh's admin API (admin in its configuration, 127.0.0.1:7711)");
    } catch (IOException e) {
      throw unreachable(place, e.getClass().getSimpleName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreachable(place, "interrupted");
    }
  }

  private ActuatorException unreachable(String place, String why) {
    return new ActuatorException(
        Kind.UNREACHABLE,
        place,
        "the mesh at " + address + " does not answer (" + why + ")",
        "start it (ballast mesh --config FILE), or give the address of its admin API");
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}

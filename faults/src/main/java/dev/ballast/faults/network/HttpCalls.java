// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.network;

import dev.ballast.faults.driver.FaultException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Talks JSON to a program on this host. */
final class HttpCalls {

  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final int NOT_FOUND = 404;

  private final JsonMapper json = JsonMapper.shared();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();

  JsonNode get(URI address) throws FaultException {
    return read(exchange(HttpRequest.newBuilder(address).GET()));
  }

  boolean exists(URI address) throws FaultException {
    HttpResponse<byte[]> answer = exchange(HttpRequest.newBuilder(address).GET());
    if (answer.statusCode() == NOT_FOUND) {
      return false;
    }
    var _ = read(answer);
    return true;
  }

  JsonNode post(URI address, Map<String, Object> body) throws FaultException {
    return read(
        exchange(
            HttpRequest.newBuilder(address)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(body)))));
  }

  /** What is not there counts as deleted. */
  void delete(URI address) throws FaultException {
    int status = exchange(HttpRequest.newBuilder(address).DELETE()).statusCode();
    if (status >= 300 && status != NOT_FOUND) {
      throw new FaultException(address + ": status " + status);
    }
  }

  private JsonNode read(HttpResponse<byte[]> answer) throws FaultException {
    try {
      JsonNode body =
          answer.body().length == 0 ? json.createObjectNode() : json.readTree(answer.body());
      if (answer.statusCode() >= 300) {
        throw new FaultException(
            answer.uri() + ": " + body.path("error").asString("status " + answer.statusCode()));
      }
      return body;
    } catch (JacksonException e) {
      throw new FaultException(answer.uri() + ": answered no JSON", e);
    }
  }

  private HttpResponse<byte[]> exchange(HttpRequest.Builder request) throws FaultException {
    HttpRequest built = request.timeout(PATIENCE).build();
    try {
      return client.send(built, HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new FaultException(built.uri() + ": does not answer. Fix: start ballast mesh there", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FaultException("interrupted", e);
    }
  }
}

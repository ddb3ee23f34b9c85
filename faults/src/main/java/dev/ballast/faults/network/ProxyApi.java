// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.network;

import dev.ballast.faults.driver.FaultException;
import dev.ballast.faults.driver.Order;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Toxiproxy's API at the proxy of a target. */
final class ProxyApi {

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final JsonMapper json = JsonMapper.shared();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();

  URI address(Order order, String path) {
    String name = URLEncoder.encode(order.target().proxy().name(), StandardCharsets.UTF_8);
    return URI.create(order.target().proxy().api() + "/proxies/" + name + path);
  }

  JsonNode get(Order order, String path) throws FaultException {
    return send(HttpRequest.newBuilder(address(order, path)).GET());
  }

  JsonNode post(Order order, String path, Map<String, Object> body) throws FaultException {
    return send(
        HttpRequest.newBuilder(address(order, path))
            .POST(HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(body))));
  }

  /** What is not there counts as deleted. */
  void delete(Order order, String path) throws FaultException {
    int status = exchange(HttpRequest.newBuilder(address(order, path)).DELETE()).statusCode();
    if (status != 204 && status != 404) {
      throw new FaultException(address(order, path) + ": status " + status);
    }
  }

  private JsonNode send(HttpRequest.Builder request) throws FaultException {
    HttpResponse<byte[]> answer = exchange(request);
    try {
      JsonNode body = json.readTree(answer.body());
      if (answer.statusCode() >= 300) {
        throw new FaultException(
            answer.uri() + ": " + body.path("error").asString("status " + answer.statusCode()));
      }
      return body;
    } catch (JacksonException e) {
      throw new FaultException(answer.uri() + ": answered no JSON (expected: Toxiproxy's API)", e);
    }
  }

  private HttpResponse<byte[]> exchange(HttpRequest.Builder request) throws FaultException {
    HttpRequest built = request.timeout(PATIENCE).build();
    try {
      return client.send(built, HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new FaultException(
          built.uri() + ": does not answer. Fix: start ballast mesh --toxiproxy there", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FaultException("interrupted", e);
    }
  }
}

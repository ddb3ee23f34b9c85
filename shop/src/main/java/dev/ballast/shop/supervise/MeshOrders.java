// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.supervise;

import dev.ballast.shop.deployment.Entry;
import dev.ballast.shop.deployment.RefusedException;
import dev.ballast.shop.deployment.RefusedException.Why;
import dev.ballast.shop.deployment.Version;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the mesh of a version's region is told of its replicas, over the mesh's admin API. */
final class MeshOrders implements Entry, AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final ToIntFunction<String> admins;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

  /**
   * @param admins the port of each region's admin API
   */
  MeshOrders(ToIntFunction<String> admins) {
    this.admins = admins;
  }

  @Override
  public void lead(Version version, List<Integer> ports) throws IOException, InterruptedException {
    List<Map<String, String>> endpoints =
        ports.stream()
            .map(port -> Map.of("address", address(port), "region", version.node().region()))
            .toList();
    ask("PUT", version, "/versions/" + path(version), Map.of("endpoints", endpoints));
  }

  @Override
  public void rest(Version version, int port, boolean resting)
      throws IOException, InterruptedException {
    String path = "/endpoints/" + path(version) + "/" + address(port);
    ask("PUT", version, path, Map.of("draining", resting));
  }

  @Override
  public void close(Version version) throws IOException, InterruptedException {
    ask("DELETE", version, "/versions/" + path(version), Map.of());
  }

  private static String path(Version version) {
    return version.node().service() + "/" + version.name();
  }

  private static String address(int port) {
    return "127.0.0.1:" + port;
  }

  private void ask(String method, Version version, String path, Map<String, ?> body)
      throws IOException, InterruptedException {
    URI mesh = URI.create("http://127.0.0.1:" + admins.applyAsInt(version.node().region()));
    HttpRequest request =
        HttpRequest.newBuilder(mesh.resolve(path))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(body)))
            .build();
    HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
    int status = response.statusCode();
    if (status == 409) {
      JsonNode why = JsonMapper.shared().readTree(response.body());
      throw new RefusedException(Why.CONFLICT, why.path("error").asString("the mesh refuses"));
    }
    boolean goneAlready = status == 404 && method.equals("DELETE");
    if (status / 100 != 2 && !goneAlready) {
      throw new IOException(
          "the mesh answered %d to %s %s: %s"
              .formatted(status, method, path, response.body().strip()));
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}

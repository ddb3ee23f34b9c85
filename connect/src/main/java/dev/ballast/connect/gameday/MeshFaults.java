// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.gameday;

import dev.ballast.model.gameday.DayFault;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Faults of a game day in the meshes of regions. Each has a lease that the mesh itself ends: when
 * we are gone, so are they. Thread-safe.
 */
public final class MeshFaults implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final int MOST_BYTES = 1 << 20;

  private final JsonMapper json = JsonMapper.builder().build();
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(PATIENCE)
          .build();
  private final Map<String, URI> meshes;

  /**
   * @param meshes admin APIs by region
   */
  public MeshFaults(Map<String, URI> meshes) {
    this.meshes = new TreeMap<>(meshes);
  }

  /** How it went; with all that went wrong. */
  public record Outcome(boolean done, String text) {}

  /** Whether a fault could be turned on: each mesh is asked, and nothing is changed. */
  public Outcome preflight(DayFault fault, String owner, Duration lease, long seed)
      throws InterruptedException {
    return send(FaultOrder.of(fault, owner, "preflight", lease, seed), "/faults?dry_run=true");
  }

  /** Turns it on everywhere, and looks whether it is. */
  public Outcome inject(DayFault fault, String owner, String reason, Duration lease, long seed)
      throws InterruptedException {
    List<FaultOrder> orders = FaultOrder.of(fault, owner, reason, lease, seed);
    Outcome sent = send(orders, "/faults");
    if (!sent.done()) {
      return sent;
    }
    List<String> missing = new ArrayList<>();
    for (String mesh : meshesOf(orders)) {
      long wanted = orders.stream().filter(order -> order.mesh().equals(mesh)).count();
      long there = count(mesh, owner);
      if (there != wanted) {
        missing.add("mesh of %s has %d of %d".formatted(mesh, Math.max(0, there), wanted));
      }
    }
    return missing.isEmpty()
        ? new Outcome(true, "%d faults are on, in %s".formatted(orders.size(), meshesOf(orders)))
        : new Outcome(false, String.join("; ", missing));
  }

  /** How many parts a fault has. */
  public static int parts(DayFault fault) {
    return FaultOrder.of(fault, "x", "", Duration.ofSeconds(1), 1).size();
  }

  /** Says that it is still wanted. */
  public Outcome renew(DayFault fault, String owner, Duration lease, long seed)
      throws InterruptedException {
    List<String> wrong = new ArrayList<>();
    for (FaultOrder order : FaultOrder.of(fault, owner, "", lease, seed)) {
      Answer answer =
          ask(
              order.mesh(),
              "POST",
              "/faults/" + encoded(String.valueOf(order.body().get("id"))) + "/renew",
              Map.of("owner", owner, "lease_seconds", lease.toMillis() / 1e3));
      if (answer.status() / 100 != 2) {
        wrong.add("mesh of " + order.mesh() + ": " + answer.error());
      }
    }
    return new Outcome(wrong.isEmpty(), String.join("; ", wrong));
  }

  /** Turns off all that an owner has on, in every mesh that there is, and looks what is left. */
  public Outcome heal(String owner) throws InterruptedException {
    List<String> wrong = new ArrayList<>();
    for (String mesh : meshes.keySet()) {
      ask(mesh, "DELETE", "/faults?owner=" + encoded(owner), Map.of());
      long left = count(mesh, owner);
      if (left != 0) {
        wrong.add(
            left < 0 ? "mesh of " + mesh + " does not answer" : left + " left in mesh of " + mesh);
      }
    }
    return wrong.isEmpty()
        ? new Outcome(true, "nothing is left in the meshes of " + meshes.keySet())
        : new Outcome(false, String.join("; ", wrong));
  }

  private static Set<String> meshesOf(List<FaultOrder> orders) {
    Set<String> all = new LinkedHashSet<>();
    orders.forEach(order -> all.add(order.mesh()));
    return all;
  }

  private Outcome send(List<FaultOrder> orders, String path) throws InterruptedException {
    List<String> wrong = new ArrayList<>();
    for (FaultOrder order : orders) {
      Answer answer = ask(order.mesh(), "POST", path, order.body());
      if (answer.status() / 100 != 2) {
        wrong.add("mesh of " + order.mesh() + ": " + answer.error());
      }
    }
    return wrong.isEmpty()
        ? new Outcome(
            true, "%d faults can be turned on, in %s".formatted(orders.size(), meshesOf(orders)))
        : new Outcome(false, String.join("; ", wrong));
  }

  /** -1 when it is not known. */
  private long count(String mesh, String owner) throws InterruptedException {
    Answer answer = ask(mesh, "GET", "/faults", Map.of());
    if (answer.status() != 200) {
      return -1;
    }
    long count = 0;
    for (JsonNode fault : answer.body().path("faults")) {
      count += fault.path("owner").asString("").equals(owner) ? 1 : 0;
    }
    return count;
  }

  private record Answer(int status, JsonNode body) {
    String error() {
      return body.path("error").asString(status == 0 ? "does not answer" : "status " + status);
    }
  }

  private Answer ask(String mesh, String method, String path, Map<String, ?> body)
      throws InterruptedException {
    URI address = meshes.get(mesh);
    if (address == null) {
      return new Answer(
          404,
          json.createObjectNode()
              .put(
                  "error",
                  "not known (expected: one of %s). Fix: serve --mesh %s=URL"
                      .formatted(meshes.keySet(), mesh)));
    }
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve(path))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .method(
                method,
                body.isEmpty()
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofByteArray(json.writeValueAsBytes(body)))
            .build();
    try {
      HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
      boolean readable = answer.body().length > 0 && answer.body().length <= MOST_BYTES;
      return new Answer(
          answer.statusCode(), readable ? json.readTree(answer.body()) : json.createObjectNode());
    } catch (JacksonException e) {
      return new Answer(
          502, json.createObjectNode().put("error", "answers something else than JSON"));
    } catch (IOException e) {
      return new Answer(0, json.createObjectNode());
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}

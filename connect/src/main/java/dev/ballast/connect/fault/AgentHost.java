// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.fault;

import dev.ballast.control.chaos.Blow;
import dev.ballast.control.chaos.FaultHost;
import dev.ballast.control.chaos.FaultPlan;
import dev.ballast.control.chaos.FaultTarget;
import dev.ballast.control.chaos.HostException;
import dev.ballast.control.chaos.Injection;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One agent, over HTTP. */
public final class AgentHost implements FaultHost, AutoCloseable {

  private static final Duration CONNECT = Duration.ofSeconds(1);
  private static final Duration ANSWER = Duration.ofSeconds(10);

  private final JsonMapper json = JsonMapper.builder().build();
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(CONNECT)
          .build();
  private final String name;
  private final URI address;
  private final Supplier<String> token;

  /**
   * @param token looked up for every call; a missing one is an {@link IllegalStateException}
   */
  public AgentHost(String name, URI address, Supplier<String> token) {
    this.name = name;
    this.address = address;
    this.token = token;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<FaultTarget> targets() {
    JsonNode answer = send("GET", "/v1/targets", Map.of());
    FaultTarget.Environment environment =
        switch (answer.path("environment").asString("live")) {
          case "test" -> FaultTarget.Environment.TEST;
          case "staging" -> FaultTarget.Environment.STAGING;
          default -> FaultTarget.Environment.LIVE; // What is not said counts as the worst.
        };
    List<FaultTarget> all = new ArrayList<>();
    for (JsonNode target : answer.path("targets")) {
      all.add(target(target, environment));
    }
    return all;
  }

  private FaultTarget target(JsonNode target, FaultTarget.Environment environment) {
    Map<String, String> labels = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> label : target.path("labels").properties()) {
      labels.put(label.getKey(), label.getValue().asString(""));
    }
    List<String> kinds = new ArrayList<>();
    Map<String, String> unable = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> ability : target.path("abilities").properties()) {
      String why = ability.getValue().path("unable").asString("");
      if (why.isEmpty()) {
        kinds.add(ability.getKey());
      } else {
        unable.put(ability.getKey(), why);
      }
    }
    return new FaultTarget(
        target.path("name").asString(""),
        name,
        target.path("service").asString(""),
        environment,
        labels,
        kinds,
        unable);
  }

  @Override
  public FaultPlan.Step plan(Blow blow) {
    JsonNode answer = send("POST", "/v1/plan", body(blow));
    List<String> problems = texts(answer.path("problems"));
    if (!problems.isEmpty()) {
      throw new HostException(name, problems);
    }
    List<String> does = new ArrayList<>(texts(answer.path("plan").path("does")));
    texts(answer.path("notes")).forEach(note -> does.add("(not otherwise: " + note + ")"));
    return new FaultPlan.Step(
        blow.target(),
        blow.kind(),
        answer.path("driver").asString(""),
        answer.path("lease").asString(""),
        does,
        texts(answer.path("plan").path("undoes")));
  }

  @Override
  public Injection.Effect inject(Blow blow) {
    return effect(blow, send("POST", "/v1/faults", body(blow)));
  }

  @Override
  public void renew(Blow blow, Duration lease) {
    var _ =
        send(
            "POST",
            "/v1/faults/" + blow.id() + "/renew",
            Map.of("owner", blow.owner(), "lease_seconds", lease.toMillis() / 1000.0));
  }

  @Override
  public Injection.Effect heal(Blow blow) {
    return effect(blow, send("DELETE", "/v1/faults/" + blow.id(), Map.of()));
  }

  @Override
  public void stop(String reason) {
    var _ = send("POST", "/v1/stop", Map.of("reason", reason));
  }

  @Override
  public void resume() {
    var _ = send("POST", "/v1/resume", Map.of());
  }

  private Injection.Effect effect(Blow blow, JsonNode answer) {
    String ended = answer.path("ended").asString("");
    return new Injection.Effect(
        blow.target().name(),
        name,
        blow.kind(),
        answer.path("state").asString("unproved").toLowerCase(Locale.ROOT),
        (ended.isEmpty() ? "" : ended + ": ") + answer.path("evidence").asString(""));
  }

  private static Map<String, Object> body(Blow blow) {
    return Map.of(
        "id", blow.id(),
        "owner", blow.owner(),
        "reason", blow.reason(),
        "kind", blow.kind(),
        "target", blow.target().name(),
        "parameters", blow.parameters(),
        "lease_seconds", blow.lease().toMillis() / 1000.0);
  }

  private static List<String> texts(JsonNode list) {
    List<String> all = new ArrayList<>();
    list.forEach(one -> all.add(one.asString("")));
    return all;
  }

  private JsonNode send(String verb, String path, Map<String, Object> body) {
    HttpRequest.BodyPublisher publisher =
        body.isEmpty() && !verb.equals("POST")
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(body));
    try {
      HttpRequest request =
          HttpRequest.newBuilder(address.resolve(path))
              .timeout(ANSWER)
              .header("Authorization", "Bearer " + token.get())
              .header("Content-Type", "application/json")
              .method(verb, publisher)
              .build();
      HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      JsonNode read = json.readTree(answer.body());
      if (answer.statusCode() >= 300) {
        List<String> problems = texts(read.path("problems"));
        throw new HostException(
            name,
            problems.isEmpty()
                ? List.of(read.path("error").asString("status " + answer.statusCode()))
                : problems);
      }
      return read;
    } catch (JacksonException e) {
      throw problem(address + " answered something else than JSON (expected: a fault agent)");
    } catch (IllegalStateException e) {
      throw problem(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw problem(
          "%s does not answer (%s). Fix: ballast fault agent --config FILE"
              .formatted(address, e.getClass().getSimpleName()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw problem("interrupted");
    }
  }

  private HostException problem(String text) {
    return new HostException(name, List.of(text));
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}

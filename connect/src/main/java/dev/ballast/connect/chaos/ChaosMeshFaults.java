// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.chaos;

import dev.ballast.model.rollout.Tree;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Chaos Mesh's faults as those of a mesh, where there is one that does much the same. */
final class ChaosMeshFaults {

  private static final Map<String, String> BEYOND =
      Map.ofEntries(
          Map.entry("PodChaos", "pods are not killed here"),
          Map.entry("StressChaos", "CPU and memory are not stressed here"),
          Map.entry("IOChaos", "file systems are not touched here"),
          Map.entry("TimeChaos", "clocks are not moved here"),
          Map.entry("DNSChaos", "names are not answered here"),
          Map.entry("KernelChaos", "kernels are not touched here"),
          Map.entry("JVMChaos", "code of a JVM is not changed here"),
          Map.entry("BlockChaos", "block devices are not slowed here"),
          Map.entry("AWSChaos", "no cloud is called here"),
          Map.entry("GCPChaos", "no cloud is called here"),
          Map.entry("AzureChaos", "no cloud is called here"),
          Map.entry("PhysicalMachineChaos", "machines are not touched here"));

  private final Draft draft;
  private final Targets targets;

  ChaosMeshFaults(Draft draft, Targets targets) {
    this.draft = draft;
    this.targets = targets;
  }

  /** Of a schedule or a template: the kind is a word, its fields stand beside it. */
  boolean inner(Node spec, String name, OptionalDouble hold, boolean wait) {
    String kind = spec.text(spec.has("type") ? "type" : "templateType");
    Optional<Node> fields =
        spec.entries().entrySet().stream()
            .filter(e -> e.getKey().equalsIgnoreCase(kind))
            .map(Map.Entry::getValue)
            .findFirst();
    if (fields.isEmpty()) {
      draft.unsupported(name, kind, "its fields are missing", 0);
      return false;
    }
    spec.mapped("type", "templateType");
    return read(kind, name, fields.get(), hold, wait);
  }

  /** Writes its steps; answers whether a fault is held. */
  boolean read(String kind, String name, Node spec, OptionalDouble given, boolean wait) {
    spec.lost("which of the pods: " + Targets.NO_PODS, "mode", "value", "containerNames");
    spec.at("selector").ifPresent(s -> s.lost(Targets.NO_PODS));
    spec.lost("another cluster is not reached from here", "remoteCluster");
    OptionalDouble hold = given;
    Optional<Node> duration = spec.at("duration");
    if (duration.isPresent()) {
      OptionalDouble seconds = Units.seconds(duration.get().text());
      if (seconds.isPresent()) {
        duration.get().mapped();
        hold = seconds;
      } else {
        duration.get().lost("a duration such as 10s is expected, up to a day");
      }
    }
    return switch (kind) {
      case "NetworkChaos" -> new ChaosMeshNetwork(draft, targets).read(name, spec, hold, wait);
      case "HTTPChaos" -> http(name, spec, hold, wait);
      default -> {
        String action = spec.text("action");
        String why = BEYOND.getOrDefault(kind, "not known here");
        spec.entries().forEach((key, value) -> beyond(key, value, why));
        spec.at("action").ifPresent(Node::mapped);
        draft.unsupported(name, (kind + " " + action).strip(), why, wait ? hold.orElse(0) : 0);
        if (!wait || hold.isEmpty()) {
          duration.ifPresent(d -> d.lost(why));
        }
        yield false;
      }
    };
  }

  private static void beyond(String key, Node value, String why) {
    if (!key.equals("duration")) {
      value.lost(why);
    }
  }

  private boolean http(String name, Node spec, OptionalDouble hold, boolean wait) {
    Optional<String> service = targets.of(spec.at("selector", "labelSelectors"));
    spec.lost("the mesh knows its service by name", "port", "tls");
    spec.lost("an answer is not changed in parts here", "patch", "code", "response_headers");
    spec.at("replace").ifPresent(r -> r.lost("only the status and the body are replaced here"));
    if (service.isEmpty()) {
      spec.entries().forEach((key, value) -> beyond(key, value, Targets.NO_SERVICE));
      draft.unsupported(name, "HTTPChaos", Targets.NO_SERVICE, wait ? hold.orElse(0) : 0);
      return false;
    }
    Optional<MeshFaultRequest> request = effect(spec, service.get());
    if (request.isEmpty()) {
      spec.lost("no effect that is known here", "target", "path", "method", "request_headers");
      spec.lost("no effect that is known here", "selector");
      draft.unsupported(
          name, "HTTPChaos", "its effect is not known here", wait ? hold.orElse(0) : 0);
      return false;
    }
    draft.service(service.get());
    match(spec, request.get());
    draft.fault(name, request.get().tree(), hold, wait);
    return true;
  }

  private static Optional<MeshFaultRequest> effect(Node spec, String service) {
    boolean response = spec.text("target").equals("Response");
    if (spec.text("abort").equals("true")) {
      spec.at("abort").ifPresent(Node::mapped);
      spec.at("target").ifPresent(t -> t.lost("a connection is reset either way"));
      return Optional.of(new MeshFaultRequest(service, "reset"));
    }
    OptionalDouble delay = Units.seconds(spec.text("delay"));
    if (delay.isPresent()) {
      spec.at("delay").ifPresent(Node::mapped);
      spec.at("target").ifPresent(t -> t.lost("the request waits either way"));
      return Optional.of(
          new MeshFaultRequest(service, "latency").number("delay_seconds", delay.getAsDouble()));
    }
    OptionalDouble code = Units.number(spec.at("replace", "code").map(Node::text).orElse(""));
    if (response && code.isPresent() && code.getAsDouble() >= 200 && code.getAsDouble() <= 599) {
      spec.at("target").ifPresent(Node::mapped);
      spec.at("replace", "code").ifPresent(Node::mapped);
      MeshFaultRequest request =
          new MeshFaultRequest(service, "error_body").number("status", code.getAsDouble());
      spec.at("replace", "body")
          .flatMap(ChaosMeshFaults::decoded)
          .ifPresent(body -> request.text("body", body));
      return Optional.of(request);
    }
    return Optional.empty();
  }

  private static Optional<String> decoded(Node body) {
    try {
      byte[] bytes = java.util.Base64.getDecoder().decode(body.text());
      body.mapped();
      return Optional.of(new String(bytes, java.nio.charset.StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      body.lost("no base64");
      return Optional.empty();
    }
  }

  private static void match(Node spec, MeshFaultRequest request) {
    spec.at("method")
        .filter(method -> !method.text().equals("*"))
        .ifPresent(
            method -> {
              method.mapped();
              request.match("method", new Tree.Text(method.text()));
            });
    spec.at("path")
        .ifPresent(
            path -> {
              String text = path.text();
              path.mapped();
              if (text.matches("[^*?]*")) {
                request.match("path", Draft.fields("exact", new Tree.Text(text)));
              } else if (!text.equals("*")) {
                String regex = text.replaceAll("([.()\\[\\]{}+^$|\\\\])", "\\\\$1");
                regex = regex.replace("*", ".*").replace("?", ".");
                request.match("path", Draft.fields("regex", new Tree.Text(regex)));
              }
            });
    spec.at("request_headers")
        .ifPresent(
            headers -> {
              headers.mapped();
              Map<String, Tree> all = new java.util.LinkedHashMap<>();
              headers
                  .entries()
                  .forEach(
                      (key, value) ->
                          all.put(key, Draft.fields("exact", new Tree.Text(value.text()))));
              request.match("headers", new Tree.Fields(all));
            });
  }
}

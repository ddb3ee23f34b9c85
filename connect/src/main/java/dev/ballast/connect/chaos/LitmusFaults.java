// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.chaos;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Litmus' faults, whose settings are variables of a container. */
final class LitmusFaults {

  private static final String OTHER = "a setting of the container that does it there";
  private static final double MILLI = 1e-3;

  private final Draft draft;
  private final Targets targets;

  LitmusFaults(Draft draft, Targets targets) {
    this.draft = draft;
    this.targets = targets;
  }

  private record Settings(Map<String, Node> all) {
    Optional<Node> at(String name) {
      return Optional.ofNullable(all.get(name)).filter(node -> !node.text("value").isEmpty());
    }

    String text(String name) {
      return at(name).map(node -> node.text("value")).orElse("");
    }

    void mapped(String name) {
      at(name).ifPresent(node -> node.mapped("name", "value"));
    }

    void approximated(String name, String reason) {
      at(name)
          .ifPresent(
              node -> {
                node.at("name").ifPresent(n -> n.approximated(reason));
                node.at("value").ifPresent(n -> n.approximated(reason));
              });
    }
  }

  void read(String fault, Optional<Node> env, Optional<Node> label) {
    Map<String, Node> all = new HashMap<>();
    for (Node variable : env.map(Node::items).orElse(java.util.List.of())) {
      variable.lost(variable.text("value").isEmpty() ? "it says nothing" : OTHER);
      all.putIfAbsent(variable.text("name"), variable);
    }
    Settings settings = new Settings(all);
    OptionalDouble ramp = Units.times(settings.text("RAMP_TIME"), 1);
    if (ramp.isPresent() && ramp.getAsDouble() > 0) {
      settings.mapped("RAMP_TIME");
      draft.pause(ramp.getAsDouble());
    }
    OptionalDouble hold = Units.times(settings.text("TOTAL_CHAOS_DURATION"), 1);
    hold.ifPresent(_ -> settings.mapped("TOTAL_CHAOS_DURATION"));
    if (!isOfRequests(fault)) {
      draft.unsupported(
          fault, fault, "pods, nodes and clouds are not touched here", hold.orElse(0));
      return;
    }
    Optional<String> service = targets.ofSelector(label);
    if (service.isEmpty()) {
      draft.unsupported(fault, fault, Targets.NO_SERVICE, hold.orElse(0));
      return;
    }
    Optional<MeshFaultRequest> request = request(fault, service.get(), settings);
    if (request.isEmpty()) {
      draft.unsupported(fault, fault, "its setting is missing or not understood", hold.orElse(0));
      return;
    }
    draft.service(service.get());
    OptionalDouble share = Units.share(settings.text("TOXICITY"));
    if (share.isPresent() && fault.startsWith("pod-http-")) {
      settings.mapped("TOXICITY");
      request.get().share(share.getAsDouble());
    }
    draft.fault(fault, request.get().tree(), hold, true);
  }

  private static boolean isOfRequests(String fault) {
    return switch (fault) {
      case "pod-network-latency",
          "pod-network-loss",
          "pod-network-partition",
          "pod-network-rate-limit",
          "pod-http-latency",
          "pod-http-status-code",
          "pod-http-reset-peer",
          "pod-http-modify-body",
          "spring-boot-latency",
          "spring-boot-exceptions" ->
          true;
      default -> false;
    };
  }

  private static Optional<MeshFaultRequest> request(
      String fault, String service, Settings settings) {
    return switch (fault) {
      case "pod-network-latency" -> latency(service, settings, "NETWORK_LATENCY", "JITTER");
      case "pod-http-latency", "spring-boot-latency" -> latency(service, settings, "LATENCY", "");
      case "pod-network-loss" -> {
        String name = "NETWORK_PACKET_LOSS_PERCENTAGE";
        OptionalDouble share = Units.share(settings.text(name));
        settings.approximated(name, "of packets there, of requests here");
        yield share.isEmpty()
            ? Optional.empty()
            : Optional.of(new MeshFaultRequest(service, "drop").share(share.getAsDouble()));
      }
      case "pod-network-partition" -> Optional.of(new MeshFaultRequest(service, "drop"));
      case "pod-network-rate-limit" -> {
        OptionalDouble rate = Units.bytesPerSecond(settings.text("NETWORK_BANDWIDTH"));
        settings.approximated("NETWORK_BANDWIDTH", "of each connection here");
        yield rate.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new MeshFaultRequest(service, "bandwidth")
                    .onBytes()
                    .number("bytes_per_second", rate.getAsDouble()));
      }
      case "pod-http-status-code" -> {
        OptionalDouble status = status(settings.text("STATUS_CODE"));
        if (status.isEmpty()) {
          yield Optional.empty();
        }
        settings.mapped("STATUS_CODE");
        yield Optional.of(
            new MeshFaultRequest(service, "error_body").number("status", status.getAsDouble()));
      }
      case "pod-http-reset-peer" -> Optional.of(new MeshFaultRequest(service, "reset"));
      case "pod-http-modify-body" -> {
        if (settings.text("RESPONSE_BODY").isEmpty()) {
          yield Optional.empty();
        }
        settings.approximated("RESPONSE_BODY", "with status 200");
        yield Optional.of(
            new MeshFaultRequest(service, "error_body")
                .number("status", 200)
                .text("body", settings.text("RESPONSE_BODY")));
      }
      default -> Optional.of(new MeshFaultRequest(service, "abort").number("status", 500));
    };
  }

  private static OptionalDouble status(String text) {
    OptionalDouble n = Units.number(text);
    return n.isPresent() && n.getAsDouble() >= 200 && n.getAsDouble() <= 599
        ? n
        : OptionalDouble.empty();
  }

  private static Optional<MeshFaultRequest> latency(
      String service, Settings settings, String name, String jitterName) {
    OptionalDouble latency = Units.times(settings.text(name), MILLI);
    if (latency.isEmpty()) {
      return Optional.empty();
    }
    settings.approximated(name, "of each request here");
    MeshFaultRequest request =
        new MeshFaultRequest(service, "latency").number("delay_seconds", latency.getAsDouble());
    OptionalDouble jitter = Units.times(settings.text(jitterName), MILLI);
    if (jitter.isPresent() && jitter.getAsDouble() <= latency.getAsDouble()) {
      settings.approximated(jitterName, "of each request here");
      request.number("jitter_seconds", jitter.getAsDouble());
    }
    return Optional.of(request);
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.chaos;

import dev.ballast.model.rollout.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Chaos Mesh's NetworkChaos: of packets there, of requests here. */
final class ChaosMeshNetwork {

  private static final Set<String> ACTIONS =
      Set.of("netem", "delay", "loss", "duplicate", "corrupt", "partition", "bandwidth", "rate");
  private static final String PACKETS = "of packets there, of requests here";

  private final Draft draft;
  private final Targets targets;

  private record Part(String what, Optional<Tree> request, String why) {}

  ChaosMeshNetwork(Draft draft, Targets targets) {
    this.draft = draft;
    this.targets = targets;
  }

  boolean read(String name, Node spec, OptionalDouble hold, boolean wait) {
    spec.at("target").ifPresent(t -> t.lost(Targets.NO_PODS));
    spec.lost("hosts outside the mesh are not cut off here", "externalTargets");
    spec.lost("the mesh has no devices", "device", "targetDevice");
    String action = spec.text("action");
    double last = wait ? hold.orElse(0) : 0;
    Optional<String> service = target(spec);
    if (!ACTIONS.contains(action) || service.isEmpty() || isOutside(spec)) {
      String why =
          !ACTIONS.contains(action)
              ? "the action is not known here"
              : service.isEmpty() ? Targets.NO_SERVICE : "hosts outside the mesh are not cut off";
      spec.entries().forEach((key, value) -> lost(key, value, why, last > 0));
      spec.at("action").ifPresent(Node::mapped);
      draft.unsupported(name, "NetworkChaos " + action, why, last);
      return false;
    }
    spec.at("action").ifPresent(Node::mapped);
    draft.service(service.get());
    List<Part> parts = parts(spec, action, service.get());
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      String step = parts.size() == 1 ? name : name + " " + part.what();
      boolean holds = wait && i == parts.size() - 1;
      if (part.request().isPresent()) {
        draft.fault(step, part.request().get(), hold, holds);
      } else {
        draft.unsupported(step, "NetworkChaos " + part.what(), part.why(), holds ? last : 0);
      }
    }
    if (parts.isEmpty()) {
      draft.unsupported(name, "NetworkChaos " + action, "it says nothing of what happens", last);
    }
    return parts.stream().anyMatch(part -> part.request().isPresent());
  }

  private static void lost(String key, Node value, String why, boolean held) {
    if (!key.equals("duration") || !held) {
      value.lost(why);
    }
  }

  private static boolean isOutside(Node spec) {
    return spec.has("externalTargets") && !spec.has("target");
  }

  /** Whoever is called: the target of what goes out, else those who are selected. */
  private Optional<String> target(Node spec) {
    boolean out = spec.text("direction").isEmpty() || spec.text("direction").equals("to");
    boolean both = out && spec.has("target");
    spec.at("direction")
        .ifPresent(
            d -> {
              if (spec.has("target") && !targets.isGiven()) {
                d.approximated("it says whose requests are hit");
              } else {
                d.lost("requests to the service are hit");
              }
            });
    return targets.of(
        both
            ? spec.at("target", "selector", "labelSelectors")
            : spec.at("selector", "labelSelectors"));
  }

  private static List<Part> parts(Node spec, String action, String service) {
    boolean all = action.equals("netem");
    List<Part> parts = new ArrayList<>();
    if (all || action.equals("delay")) {
      spec.at("delay").ifPresent(delay -> parts.add(delay(delay, service)));
    }
    if (all || action.equals("loss")) {
      spec.at("loss").ifPresent(loss -> parts.add(loss(loss, service)));
    }
    for (String what : List.of("duplicate", "corrupt")) {
      if (all || action.equals(what)) {
        spec.at(what)
            .ifPresent(
                part -> {
                  part.lost("the mesh has no packets to " + what + onHost(what + "_percent"));
                  parts.add(
                      new Part(
                          what,
                          Optional.empty(),
                          "the mesh has no packets" + onHost(what + "_percent")));
                });
      }
    }
    for (String what : List.of("bandwidth", "rate")) {
      if (all || action.equals(what)) {
        spec.at(what).ifPresent(part -> parts.add(rate(what, part, service)));
      }
    }
    if (action.equals("partition")) {
      parts.add(new Part(action, Optional.of(new MeshFaultRequest(service, "drop").tree()), ""));
    }
    return parts;
  }

  /** Where packets are to be had: an agent's fault, which an experiment does not begin. */
  private static String onHost(String parameter) {
    return "; on a host: ballast fault inject net.netem TARGET --set " + parameter + "=N";
  }

  private static Part delay(Node delay, String service) {
    delay.lost("each request is delayed by itself", "correlation");
    delay.lost("requests do not overtake" + onHost("reorder_percent"), "reorder");
    OptionalDouble latency = Units.seconds(delay.text("latency"));
    if (latency.isEmpty()) {
      delay.lost("a latency such as 90ms is expected");
      return new Part("delay", Optional.empty(), "it has no latency");
    }
    delay.at("latency").ifPresent(l -> l.approximated(PACKETS));
    MeshFaultRequest request =
        new MeshFaultRequest(service, "latency").number("delay_seconds", latency.getAsDouble());
    OptionalDouble jitter = Units.seconds(delay.text("jitter"));
    if (jitter.isPresent()) {
      delay.at("jitter").ifPresent(j -> j.approximated(PACKETS));
      request.number("jitter_seconds", jitter.getAsDouble());
    }
    return new Part("delay", Optional.of(request.tree()), "");
  }

  private static Part loss(Node loss, String service) {
    loss.lost("each request is lost by itself", "correlation");
    OptionalDouble share = Units.share(loss.text("loss"));
    if (share.isEmpty()) {
      loss.lost("a percentage is expected");
      return new Part("loss", Optional.empty(), "it has no percentage");
    }
    loss.at("loss").ifPresent(l -> l.approximated(PACKETS));
    return new Part(
        "loss",
        Optional.of(new MeshFaultRequest(service, "drop").share(share.getAsDouble()).tree()),
        "");
  }

  private static Part rate(String what, Node part, String service) {
    part.lost("the mesh has no queue of packets", "limit", "buffer", "peakrate", "minburst");
    OptionalDouble rate = Units.bytesPerSecond(part.text("rate"));
    if (rate.isEmpty()) {
      part.lost("a rate such as 1mbps is expected");
      return new Part(what, Optional.empty(), "it has no rate");
    }
    part.at("rate").ifPresent(r -> r.approximated("of each connection here"));
    return new Part(
        what,
        Optional.of(
            new MeshFaultRequest(service, "bandwidth")
                .onBytes()
                .number("bytes_per_second", rate.getAsDouble())
                .tree()),
        "");
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.chaos;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** AWS FIS' experiment templates. */
final class FisImport {

  private static final String CLOUD = "no cloud is called here";

  private final Draft draft = new Draft();
  private final Targets targets;
  private final boolean given;

  FisImport(String service) {
    this.targets = new Targets(service);
    this.given = !service.isEmpty();
  }

  Converted read(Node node) {
    Map<String, Node> actions = node.at("actions").map(Node::entries).orElse(Map.of());
    if (actions.isEmpty()) {
      return Converted.refused("it has no actions");
    }
    String description = node.text("description");
    String name = node.at("tags", "Name").map(Node::text).orElse(description);
    draft.title(name.isEmpty() ? "AWS FIS experiment" : name);
    draft.description(description.isEmpty() ? draftName(name) : description);
    node.mapped("description");
    node.at("tags")
        .ifPresent(
            tags ->
                tags.entries()
                    .forEach(
                        (key, value) -> {
                          value.mapped();
                          draft.tag(key + ":" + value.text());
                        }));
    node.lost(CLOUD, "roleArn", "logConfiguration", "experimentReportConfiguration", "targets");
    node.lost("no targets are looked up here", "experimentOptions");
    node.lost(
        "set by AWS",
        "id",
        "arn",
        "creationTime",
        "lastUpdateTime",
        "targetAccountConfigurationsCount");
    stops(node);
    for (String action : inOrder(actions)) {
      action(action, actions.getOrDefault(action, node), node);
    }
    return Converted.of(name.isEmpty() ? "aws-fis" : name, draft.tree());
  }

  private static String draftName(String name) {
    return name.isEmpty() ? "Imported from AWS FIS" : name;
  }

  private static void stops(Node node) {
    for (Node stop : node.items("stopConditions")) {
      stop.lost(
          stop.text("source").equals("none")
              ? "nothing would stop it. Fix: add stopWhen"
              : "alarms of CloudWatch are not asked here. Fix: add stopWhen with burnRate");
    }
  }

  /** Those that wait for others after them; a circle in the order of the file. */
  private static List<String> inOrder(Map<String, Node> actions) {
    List<String> order = new ArrayList<>();
    Map<String, Set<String>> after = new LinkedHashMap<>();
    actions.forEach(
        (name, node) -> {
          Set<String> names = new java.util.LinkedHashSet<>();
          node.items("startAfter").forEach(item -> names.add(item.text()));
          names.retainAll(actions.keySet());
          after.put(name, names);
        });
    while (order.size() < actions.size()) {
      Optional<String> next =
          after.keySet().stream()
              .filter(name -> !order.contains(name))
              .filter(name -> order.containsAll(after.getOrDefault(name, Set.of())))
              .findFirst();
      order.add(
          next.orElseGet(
              () ->
                  after.keySet().stream()
                      .filter(n -> !order.contains(n))
                      .findFirst()
                      .orElseThrow()));
    }
    return order;
  }

  private void action(String name, Node action, Node root) {
    String id = action.text("actionId");
    action.at("actionId").ifPresent(Node::mapped);
    action.lost("words for people that a step has no place for", "description");
    action.lost(CLOUD, "parameters", "targets");
    action.lost("steps come one after the other, in an order that keeps it", "startAfter");
    OptionalDouble delay = Units.iso(action.text("startAfterDelay"));
    if (delay.isPresent()) {
      action.at("startAfterDelay").ifPresent(Node::mapped);
      draft.pause(delay.getAsDouble());
    }
    OptionalDouble hold = Units.iso(action.at("parameters", "duration").map(Node::text).orElse(""));
    if (hold.isPresent()) {
      action.at("parameters", "duration").ifPresent(Node::mapped);
    }
    if (id.equals("aws:fis:wait")) {
      draft.pause(hold.orElse(0));
      return;
    }
    Optional<String> service = service(action, root);
    Optional<MeshFaultRequest> request = service.flatMap(s -> request(id, s, action));
    if (request.isPresent()) {
      draft.service(service.get());
      draft.fault(name, request.get().tree(), hold, true);
    } else {
      draft.unsupported(
          name,
          id,
          service.isEmpty() && isOfRequests(id) ? Targets.NO_SERVICE : CLOUD,
          hold.orElse(0));
    }
  }

  private Optional<String> service(Node action, Node root) {
    if (given) {
      return targets.of(Optional.empty());
    }
    return action.at("targets").stream()
        .flatMap(t -> t.entries().values().stream())
        .flatMap(t -> root.at("targets", t.text(), "parameters", "selectorValue").stream())
        .findFirst()
        .flatMap(selector -> targets.ofSelector(Optional.of(selector)));
  }

  private static boolean isOfRequests(String id) {
    return id.contains("network") || id.startsWith("aws:lambda:invocation-");
  }

  private static Optional<MeshFaultRequest> request(String id, String service, Node action) {
    return switch (id) {
      case "aws:ecs:task-network-latency", "aws:eks:pod-network-latency" -> {
        Optional<Node> delay = action.at("parameters", "delayMilliseconds");
        OptionalDouble seconds = Units.times(delay.map(Node::text).orElse(""), 1e-3);
        if (seconds.isEmpty()) {
          yield Optional.empty();
        }
        delay.get().approximated("of packets there, of requests here");
        yield Optional.of(
            new MeshFaultRequest(service, "latency")
                .number("delay_seconds", seconds.getAsDouble()));
      }
      case "aws:ecs:task-network-packet-loss", "aws:eks:pod-network-packet-loss" -> {
        Optional<Node> loss = action.at("parameters", "lossPercent");
        OptionalDouble share = Units.share(loss.map(Node::text).orElse(""));
        if (share.isEmpty()) {
          yield Optional.empty();
        }
        loss.get().approximated("of packets there, of requests here");
        yield Optional.of(new MeshFaultRequest(service, "drop").share(share.getAsDouble()));
      }
      case "aws:network:disrupt-connectivity",
          "aws:ecs:task-network-blackhole-port",
          "aws:eks:pod-network-blackhole-port" ->
          Optional.of(new MeshFaultRequest(service, "drop"));
      case "aws:lambda:invocation-add-delay" -> {
        Optional<Node> delay = action.at("parameters", "startupDelayMilliseconds");
        OptionalDouble seconds = Units.times(delay.map(Node::text).orElse(""), 1e-3);
        if (seconds.isEmpty()) {
          yield Optional.empty();
        }
        delay.get().approximated("of each request here");
        yield Optional.of(
            new MeshFaultRequest(service, "latency")
                .number("delay_seconds", seconds.getAsDouble()));
      }
      case "aws:lambda:invocation-error" ->
          Optional.of(new MeshFaultRequest(service, "abort").number("status", 500));
      default -> Optional.empty();
    };
  }
}

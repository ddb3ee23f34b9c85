// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.chaos;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which service of a mesh is meant by a selection of pods. */
final class Targets {

  static final String NO_PODS =
      "a mesh's fault hits requests to the service, whichever pod answers them";
  static final String NO_SERVICE =
      "no label says which service it is. Fix: give it with --service NAME";

  private static final List<String> NAMES =
      List.of(
          "app.kubernetes.io/name",
          "app",
          "k8s-app",
          "app.kubernetes.io/component",
          "service",
          "name",
          "component");

  private final String service;

  /**
   * @param service that somebody gave; empty to take it from labels
   */
  Targets(String service) {
    this.service = service;
  }

  /** Whether somebody said which service it is, so that no label does. */
  boolean isGiven() {
    return !service.isEmpty();
  }

  /** The service that labels name, or the one that was given. */
  Optional<String> of(Optional<Node> labels) {
    if (!service.isEmpty()) {
      return Optional.of(service);
    }
    Map<String, Node> all = labels.map(Node::entries).orElse(Map.of());
    Optional<String> key =
        NAMES.stream()
            .filter(all::containsKey)
            .findFirst()
            .or(() -> all.size() == 1 ? all.keySet().stream().findFirst() : Optional.empty());
    return key.map(all::get)
        .filter(node -> isName(node.text()))
        .map(
            node -> {
              node.approximated("the label is taken as the name of the service");
              return node.text();
            });
  }

  /** The same of a label as kubectl takes it: {@code app=nginx}. */
  Optional<String> ofSelector(Optional<Node> selector) {
    if (!service.isEmpty()) {
      return Optional.of(service);
    }
    return selector.flatMap(
        node -> {
          String text = node.text();
          int equals = text.indexOf('=');
          String name = text.substring(equals + 1);
          if (equals < 1 || text.contains(",") || !isName(name) || isOfNodes(text)) {
            return Optional.empty();
          }
          node.approximated("the label is taken as the name of the service");
          return Optional.of(name);
        });
  }

  private static boolean isOfNodes(String label) {
    return label.startsWith("node-role.") || label.startsWith("kubernetes.io/");
  }

  static boolean isName(String text) {
    return text.matches("[A-Za-z0-9]([A-Za-z0-9._-]{0,251}[A-Za-z0-9])?");
  }
}

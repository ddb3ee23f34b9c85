// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.gate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * A Kubernetes object in an admission request, as far as a release is concerned.
 *
 * @param what such as {@code Deployment shop/payments}
 * @param named the service that a label or annotation names; empty when none does
 * @param likely names that may be the service's, the best first
 * @param before images by container
 * @param after images by container
 */
record Workload(
    String what,
    String named,
    List<String> likely,
    Map<String, String> before,
    Map<String, String> after,
    String changeClass,
    String watcher) {

  static final String SERVICE = "ballast.dev/service";
  static final String CHANGE_CLASS = "ballast.dev/change-class";
  static final String WATCHED_BY = "ballast.dev/watched-by";

  private static final Map<String, Set<String>> KINDS =
      Map.of(
          "apps", Set.of("Deployment", "StatefulSet", "DaemonSet"),
          "argoproj.io", Set.of("Rollout"));
  private static final List<String> NAMES = List.of("app.kubernetes.io/name", "app");
  private static final List<String> CONTAINERS = List.of("initContainers", "containers");

  /** Whether it is something that runs a service's code. */
  static boolean isKnown(JsonNode request) {
    JsonNode kind = request.path("kind");
    return KINDS
        .getOrDefault(kind.path("group").asString(""), Set.of())
        .contains(kind.path("kind").asString(""));
  }

  static Workload of(JsonNode request) {
    JsonNode object = request.path("object");
    return new Workload(
        what(request),
        said(object, SERVICE),
        likely(request, object),
        images(request.path("oldObject")),
        images(object),
        said(object, CHANGE_CLASS),
        said(object, WATCHED_BY));
  }

  static String what(JsonNode request) {
    String namespace = request.path("namespace").asString("");
    return request.path("kind").path("kind").asString("?")
        + " "
        + (namespace.isEmpty() ? "" : namespace + "/")
        + name(request);
  }

  /** Only other code is a release: not another number of replicas, limits or labels. */
  boolean changesImages() {
    return !after.isEmpty() && !after.equals(before);
  }

  private static String name(JsonNode request) {
    String name = request.path("name").asString("");
    return name.isEmpty()
        ? request.path("object").path("metadata").path("name").asString("")
        : name;
  }

  /** What an annotation or label says, the object's own before those of its pods. */
  private static String said(JsonNode object, String key) {
    for (JsonNode metadata : metadata(object)) {
      for (String map : List.of("annotations", "labels")) {
        String value = metadata.path(map).path(key).asString("").strip();
        if (!value.isEmpty()) {
          return value;
        }
      }
    }
    return "";
  }

  private static List<String> likely(JsonNode request, JsonNode object) {
    Set<String> names = new LinkedHashSet<>();
    for (JsonNode metadata : metadata(object)) {
      NAMES.forEach(label -> names.add(metadata.path("labels").path(label).asString("")));
    }
    names.add(name(request));
    names.remove("");
    return List.copyOf(names);
  }

  private static List<JsonNode> metadata(JsonNode object) {
    List<JsonNode> all = new ArrayList<>();
    all.add(object.path("metadata"));
    all.add(object.path("spec").path("template").path("metadata"));
    return all;
  }

  private static Map<String, String> images(JsonNode object) {
    JsonNode pod = object.path("spec").path("template").path("spec");
    Map<String, String> images = new LinkedHashMap<>();
    for (String list : CONTAINERS) {
      for (JsonNode container : pod.path(list)) {
        images.put(
            list + "/" + container.path("name").asString(""), container.path("image").asString(""));
      }
    }
    return images;
  }
}

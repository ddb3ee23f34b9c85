// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.kubernetes;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What Chaos Mesh can do, by our names. Fields as in its API chaos-mesh.org/v1alpha1
 * (github.com/chaos-mesh/chaos-mesh, api/v1alpha1).
 */
enum ChaosEffect {
  CUT("net.cut", "NetworkChaos", Set.of()) {
    @Override
    Map<String, Object> fields(ChaosOrder order) {
      return Map.of(
          "action", "loss", "direction", "to", "loss", Map.of("loss", "100", "correlation", "0"));
    }
  },
  LATENCY("net.latency", "NetworkChaos", Set.of("delay_ms", "jitter_ms")) {
    @Override
    Map<String, Object> fields(ChaosOrder order) {
      return Map.of(
          "action",
          "delay",
          "direction",
          "to",
          "delay",
          Map.of(
              "latency", order.parameter("delay_ms", "") + "ms",
              "jitter", order.parameter("jitter_ms", "0") + "ms",
              "correlation", "0"));
    }
  },
  LOSS("net.loss", "NetworkChaos", Set.of("percent")) {
    @Override
    Map<String, Object> fields(ChaosOrder order) {
      return Map.of(
          "action",
          "loss",
          "direction",
          "to",
          "loss",
          Map.of("loss", order.parameter("percent", ""), "correlation", "0"));
    }
  },
  BANDWIDTH("net.bandwidth", "NetworkChaos", Set.of("kb_per_second")) {
    @Override
    Map<String, Object> fields(ChaosOrder order) {
      return Map.of(
          "action",
          "bandwidth",
          "direction",
          "to",
          "bandwidth",
          Map.of(
              "rate", order.parameter("kb_per_second", "") + "kbps",
              "limit", 20_971_520,
              "buffer", 10_000));
    }
  },
  NETEM(
      "net.netem",
      "NetworkChaos",
      Set.of(
          "delay_ms",
          "jitter_ms",
          "reorder_percent",
          "loss_percent",
          "duplicate_percent",
          "corrupt_percent",
          "kb_per_second")) {
    @Override
    Map<String, Object> fields(ChaosOrder order) {
      return ChaosPackets.fields(order);
    }
  },
  KILL("process.kill", "PodChaos", Set.of()) {
    @Override
    Map<String, Object> fields(ChaosOrder order) {
      return Map.of("action", "pod-kill", "gracePeriod", 0);
    }
  },
  FAILURE("process.stop", "PodChaos", Set.of()) {
    @Override
    Map<String, Object> fields(ChaosOrder order) {
      return Map.of("action", "pod-failure");
    }
  },
  CPU("stress.cpu", "StressChaos", Set.of("workers", "percent")) {
    @Override
    Map<String, Object> fields(ChaosOrder order) {
      return Map.of(
          "stressors",
          Map.of(
              "cpu",
              Map.of(
                  "workers", Integer.parseInt(order.parameter("workers", "1")),
                  "load", Integer.parseInt(order.parameter("percent", "100")))));
    }
  },
  MEMORY("stress.memory", "StressChaos", Set.of("workers", "mb")) {
    @Override
    Map<String, Object> fields(ChaosOrder order) {
      return Map.of(
          "stressors",
          Map.of(
              "memory",
              Map.of(
                  "workers",
                  Integer.parseInt(order.parameter("workers", "1")),
                  "size",
                  order.parameter("mb", "") + "MB")));
    }
  },
  ABORT("http.abort", "HTTPChaos", Set.of("port", "path", "status")) {
    @Override
    Map<String, Object> fields(ChaosOrder order) {
      Map<String, Object> fields = http(order);
      if (order.parameter("status", "").isEmpty()) {
        fields.put("abort", true);
      } else {
        fields.put("replace", Map.of("code", Integer.parseInt(order.parameter("status", "503"))));
      }
      return fields;
    }
  },
  HTTP_LATENCY("http.latency", "HTTPChaos", Set.of("port", "path", "delay_ms")) {
    @Override
    Map<String, Object> fields(ChaosOrder order) {
      Map<String, Object> fields = http(order);
      fields.put("delay", order.parameter("delay_ms", "") + "ms");
      return fields;
    }
  },
  NAMES("dns.servfail", "DNSChaos", Set.of("names")) {
    @Override
    Map<String, Object> fields(ChaosOrder order) {
      return Map.of(
          "action",
          "error",
          "patterns",
          Arrays.stream(order.parameter("names", "").split(",", -1)).map(String::strip).toList());
    }
  },
  JVM_LATENCY("jvm.latency", "JVMChaos", Set.of("method", "delay_ms")) {
    @Override
    Map<String, Object> fields(ChaosOrder order) {
      Map<String, Object> fields = method(order, "latency");
      fields.put("latency", Integer.parseInt(order.parameter("delay_ms", "0")));
      return fields;
    }
  },
  JVM_EXCEPTION("jvm.exception", "JVMChaos", Set.of("method", "exception", "message")) {
    @Override
    Map<String, Object> fields(ChaosOrder order) {
      Map<String, Object> fields = method(order, "exception");
      String message = order.parameter("message", "").replace("\\", "\\\\").replace("\"", "\\\"");
      fields.put("exception", order.parameter("exception", "") + "(\"" + message + "\")");
      return fields;
    }
  },
  JVM_RETURN("jvm.return", "JVMChaos", Set.of("method", "value")) {
    @Override
    Map<String, Object> fields(ChaosOrder order) {
      Map<String, Object> fields = method(order, "return");
      fields.put("value", order.parameter("value", ""));
      return fields;
    }
  };

  private static final List<String> OPTIONAL =
      List.of("jitter_ms", "status", "path", "message", "workers", "percent");

  private final String word;
  private final String resource;

  @SuppressWarnings("ImmutableEnumChecker") // Made by Set.of.
  private final Set<String> parameters;

  ChaosEffect(String word, String resource, Set<String> parameters) {
    this.word = word;
    this.resource = resource;
    this.parameters = parameters;
  }

  /** What goes into {@code spec} beside whom it hits and how long. */
  abstract Map<String, Object> fields(ChaosOrder order);

  private static Map<String, Object> http(ChaosOrder order) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("target", "Response");
    fields.put("port", Integer.parseInt(order.parameter("port", "0")));
    fields.put("path", order.parameter("path", "*"));
    return fields;
  }

  private static Map<String, Object> method(ChaosOrder order, String action) {
    String method = order.parameter("method", "#");
    int at = method.indexOf('#');
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("action", action);
    fields.put("class", method.substring(0, at));
    fields.put("method", method.substring(at + 1));
    return fields;
  }

  static Optional<ChaosEffect> of(String word) {
    return Arrays.stream(values()).filter(effect -> effect.word.equals(word)).findFirst();
  }

  static List<String> words() {
    return Arrays.stream(values()).map(effect -> effect.word).toList();
  }

  String resource() {
    return resource;
  }

  Set<String> parameters() {
    return parameters;
  }

  /** Whether it has to be said. */
  boolean needs(String parameter) {
    return this != NETEM && (!OPTIONAL.contains(parameter) || this == LOSS);
  }

  /** It is over once it is done: a duration would mean nothing. */
  boolean isInstant() {
    return this == KILL;
  }
}

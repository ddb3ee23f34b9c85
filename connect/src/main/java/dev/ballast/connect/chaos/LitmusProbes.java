// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.chaos;

import dev.ballast.model.rollout.Tree;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Litmus' probes as a steady state: those of HTTP and of Prometheus. */
final class LitmusProbes {

  private static final Set<String> COMPARISONS = Set.of("==", "!=", ">=", "<=", ">", "<");

  private final Draft draft;

  LitmusProbes(Draft draft) {
    this.draft = draft;
  }

  void read(Node probe) {
    String name = probe.text("name");
    String type = probe.text("type");
    probe.lost("the first miss counts here, as often as it is looked at", "runProperties");
    Optional<Node> inputs = probe.at(type + "/inputs");
    boolean done =
        inputs.isPresent()
            && switch (type) {
              case "httpProbe" -> http(name, inputs.get(), probe);
              case "promProbe" -> prometheus(name, inputs.get());
              default -> false;
            };
    if (!done) {
      probe.lost("only HTTP and Prometheus are asked here: " + type);
      return;
    }
    probe.mapped("name", "type");
    String mode = probe.text("mode");
    if (mode.equals("Continuous") || mode.equals("OnChaos")) {
      probe.at("mode").ifPresent(m -> m.approximated("with all others"));
      draft.continuous();
    } else {
      probe.lost("it is looked at before and after", "mode");
    }
  }

  private boolean http(String name, Node inputs, Node probe) {
    Optional<Node> get = inputs.at("method", "get");
    Optional<Node> code = get.flatMap(g -> g.at("responseCode"));
    String criteria = get.map(g -> g.text("criteria")).orElse("");
    String url = inputs.text("url");
    if (code.isEmpty() || !url.matches("https?://.+")) {
      return false;
    }
    Optional<Tree> tolerance = tolerance(criteria, code.get().text());
    if (tolerance.isEmpty()) {
      return false;
    }
    inputs.mapped("url");
    get.get().mapped("criteria", "responseCode");
    Map<String, Tree> provider = ChaosMeshImport.http(url, "GET");
    inputs
        .at("insecureSkipVerify")
        .ifPresent(
            skip -> {
              skip.mapped();
              provider.put(
                  "verify_tls", new Tree.Plain(skip.text().equals("true") ? "false" : "true"));
            });
    inputs.lost("the probe's own time counts", "responseTimeout");
    probe
        .at("runProperties", "probeTimeout")
        .ifPresent(
            timeout -> {
              OptionalDouble seconds = Units.seconds(timeout.text());
              if (seconds.isEmpty()) {
                seconds = Units.times(timeout.text(), 1);
              }
              if (seconds.isPresent()
                  && seconds.getAsDouble() > 0
                  && seconds.getAsDouble() <= 3600) {
                timeout.mapped();
                provider.put("timeout", Units.of(seconds.getAsDouble()));
              }
            });
    draft.probe(name, provider, tolerance.get());
    return true;
  }

  private static Optional<Tree> tolerance(String criteria, String code) {
    OptionalDouble number = Units.number(code);
    if (criteria.equals("==") && number.isPresent()) {
      return Optional.of(Units.of(number.getAsDouble()));
    }
    if (criteria.equals("oneOf")) {
      var codes =
          java.util.Arrays.stream(code.replaceAll("[\\[\\] ]", "").split(",", -1))
              .filter(c -> c.matches("[0-9]{3}"))
              .<Tree>map(Tree.Plain::new)
              .toList();
      return codes.isEmpty() ? Optional.empty() : Optional.of(new Tree.Items(codes));
    }
    return Optional.empty();
  }

  private boolean prometheus(String name, Node inputs) {
    Optional<Node> comparator = inputs.at("comparator");
    String criteria = comparator.map(c -> c.text("criteria")).orElse("");
    String value = comparator.map(c -> c.text("value")).orElse("");
    String endpoint = inputs.text("endpoint");
    String query = inputs.text("query");
    if (!COMPARISONS.contains(criteria)
        || Units.number(value).isEmpty()
        || query.isEmpty()
        || !endpoint.matches("https?://.+")) {
      return false;
    }
    inputs.mapped("endpoint", "query");
    comparator.get().lost("it is a number", "type");
    comparator.get().at("criteria").ifPresent(c -> c.approximated("for any series of the answer"));
    comparator.get().at("value").ifPresent(c -> c.approximated("for any series of the answer"));
    Map<String, Tree> provider =
        ChaosMeshImport.http(endpoint.replaceAll("/+$", "") + "/api/v1/query", "GET");
    provider.put("arguments", Draft.fields("query", new Tree.Text(query)));
    Map<String, Tree> tolerance = new LinkedHashMap<>();
    tolerance.put("type", new Tree.Text("jsonpath"));
    tolerance.put("target", new Tree.Text("body"));
    tolerance.put(
        "path", new Tree.Text("$.data.result[?(@.value[1] " + criteria + " " + value + ")]"));
    draft.probe(name, provider, new Tree.Fields(tolerance));
    return true;
  }
}

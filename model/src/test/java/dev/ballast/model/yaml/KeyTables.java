// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the tables of keys for the documentation, in Markdown. */
final class KeyTables {

  private static final String HEAD =
      "| key | what it takes | default | about |\n|---|---|---|---|\n";

  private final List<String> rows = new ArrayList<>();

  private KeyTables() {}

  /** Tables by the names that the documentation marks them with. */
  static Map<String, String> all() {
    var tables = new LinkedHashMap<String, String>();
    tables.put("metadata", of("metadata", Parts.OPENSLO_METADATA));
    tables.put("metric", of("", OpenSloKinds.METRIC));
    for (Kind kind : Kind.values()) {
      var spec = kind.shape().keys().stream().filter(key -> key.name().equals("spec")).findFirst();
      tables.put(
          kind.version() + " " + kind.word(),
          of("spec", (Shape.Fields) spec.orElseThrow().shape()));
    }
    return tables;
  }

  private static String of(String path, Shape.Fields shape) {
    var table = new KeyTables();
    table.add(path, shape);
    return HEAD + String.join("\n", table.rows) + "\n";
  }

  private void add(String path, Shape.Fields shape) {
    for (Key key : shape.keys()) {
      var at = Advice.join(path, key.name());
      var otherwise = key.required() ? "**required**" : cell(key.otherwise());
      rows.add(
          "| `%s` | %s | %s | %s |"
              .formatted(at, cell(takes(key.shape())), otherwise, cell(key.about())));
      below(at, key.shape());
    }
  }

  private void below(String path, Shape shape) {
    if (isElsewhere(shape)) {
      return;
    }
    switch (shape) {
      case Shape.Fields fields -> add(path, fields);
      case Shape.ListOf list -> below(path + "[]", list.items());
      case Shape.Either either -> {
        below(path, either.one());
        below(path, either.other());
      }
      default -> {}
    }
  }

  private static String takes(Shape shape) {
    if (shape.equals(OpenSloKinds.METRIC)) {
      return "a metric";
    }
    if (shape.equals(OpenSloKinds.SLI_SPEC)) {
      return "the spec of an SLI";
    }
    if (shape.equals(Parts.OPENSLO_METADATA)) {
      return "metadata";
    }
    if (shape.equals(AlertKinds.POLICY_OR_REFERENCE)
        || shape.equals(AlertKinds.POLICY_OR_REFERENCE_2)) {
      return "`alertPolicyRef`, or `kind`, `metadata` and the spec of an AlertPolicy";
    }
    return switch (shape) {
      case Shape.Text text when text.equals(Parts.NAME) -> "a name";
      case Shape.Fields _ -> "a map";
      case Shape.MapOf map -> "a map of " + takes(map.values());
      case Shape.ListOf list when list.most() == 1 -> "a list of one: " + takes(list.items());
      case Shape.ListOf list ->
          (list.least() == 0 ? "a list: " : "a list of at least one: ") + takes(list.items());
      case Shape.Either either -> takes(either.one()) + ", or " + takes(either.other());
      case Shape.Text _, Shape.Choice _, Shape.Numeric _, Shape.Flag _, Shape.Anything _ ->
          shape.rule();
    };
  }

  private static boolean isElsewhere(Shape shape) {
    return shape.equals(OpenSloKinds.METRIC)
        || shape.equals(OpenSloKinds.SLI_SPEC)
        || shape.equals(Parts.OPENSLO_METADATA)
        || shape.equals(AlertKinds.POLICY_OR_REFERENCE)
        || shape.equals(AlertKinds.POLICY_OR_REFERENCE_2);
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }
}

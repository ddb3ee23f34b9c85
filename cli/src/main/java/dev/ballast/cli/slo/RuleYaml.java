// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.slo;

import dev.ballast.control.slo.rules.PrometheusDuration;
import dev.ballast.control.slo.rules.Rule;
import dev.ballast.control.slo.rules.RuleExport;
import dev.ballast.control.slo.rules.RuleGroup;
import dev.ballast.model.sloth.SlothSpec.Format;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** Rule files of Prometheus, and PrometheusRule resources that hold the same. */
final class RuleYaml {

  private static final DumpSettings BLOCK =
      DumpSettings.builder()
          .setDefaultFlowStyle(FlowStyle.BLOCK)
          .setWidth(Integer.MAX_VALUE)
          .setMultiLineFlow(false)
          .build();

  private RuleYaml() {}

  /** One document for each of Sloth's resources; everything else goes into one rule file. */
  static String write(RuleExport export) {
    var text = new StringBuilder();
    var file = new ArrayList<RuleGroup>();
    for (RuleExport.Document document : export.documents()) {
      switch (document.format()) {
        case Format.Kubernetes resource -> append(text, resource(resource, document.groups()));
        case Format.File _, Format.OpenSlo _, Format.Pyrra _ -> file.addAll(document.groups());
      }
    }
    if (!file.isEmpty()) {
      append(text, Map.of("groups", groups(file)));
    }
    return text.toString();
  }

  /** All groups as one rule file, which is what promtool reads. */
  static String plain(RuleExport export) {
    var all = new ArrayList<RuleGroup>();
    export.documents().forEach(document -> all.addAll(document.groups()));
    return new Dump(BLOCK).dumpToString(Map.of("groups", groups(all)));
  }

  private static void append(StringBuilder text, Object document) {
    text.append(text.isEmpty() ? "" : "---\n").append(new Dump(BLOCK).dumpToString(document));
  }

  private static Map<String, Object> resource(Format.Kubernetes resource, List<RuleGroup> groups) {
    var metadata = new LinkedHashMap<String, Object>();
    metadata.put("name", resource.name());
    if (!resource.namespace().isEmpty()) {
      metadata.put("namespace", resource.namespace());
    }
    var labels = new TreeMap<>(resource.labels());
    labels.put("app.kubernetes.io/component", "SLO");
    labels.put("app.kubernetes.io/managed-by", "ballast");
    metadata.put("labels", labels);
    if (!resource.annotations().isEmpty()) {
      metadata.put("annotations", resource.annotations());
    }
    var document = new LinkedHashMap<String, Object>();
    document.put("apiVersion", "monitoring.coreos.com/v1");
    document.put("kind", "PrometheusRule");
    document.put("metadata", metadata);
    document.put("spec", Map.of("groups", groups(groups)));
    return document;
  }

  private static List<Object> groups(List<RuleGroup> groups) {
    var all = new ArrayList<Object>();
    for (RuleGroup group : groups) {
      var map = new LinkedHashMap<String, Object>();
      map.put("name", group.name());
      map.put("rules", group.rules().stream().map(RuleYaml::rule).toList());
      all.add(map);
    }
    return all;
  }

  private static Map<String, Object> rule(Rule rule) {
    var map = new LinkedHashMap<String, Object>();
    map.put(rule instanceof Rule.Recording ? "record" : "alert", rule.name());
    map.put("expr", rule.expr());
    if (rule instanceof Rule.Alerting alert && !alert.after().isZero()) {
      map.put("for", PrometheusDuration.of(alert.after()));
    }
    map.put("labels", rule.labels());
    if (rule instanceof Rule.Alerting alert) {
      map.put("annotations", alert.annotations());
    }
    return map;
  }

  /** The groups of a rule file or of PrometheusRule resources, in all documents of the text. */
  static List<RuleGroup> read(String text) {
    var groups = new ArrayList<RuleGroup>();
    for (Object document : new Load(LoadSettings.builder().build()).loadAllFromString(text)) {
      var root = map(document);
      var from = root.containsKey("spec") ? map(root.get("spec")) : root;
      for (Object group : list(from.get("groups"))) {
        var rules = list(map(group).get("rules")).stream().map(RuleYaml::ruleOf).toList();
        groups.add(new RuleGroup(String.valueOf(map(group).get("name")), rules));
      }
    }
    return groups;
  }

  private static Rule ruleOf(Object rule) {
    var map = map(rule);
    var expr = String.valueOf(map.get("expr"));
    return map.containsKey("record")
        ? new Rule.Recording(String.valueOf(map.get("record")), expr, texts(map.get("labels")))
        : new Rule.Alerting(
            String.valueOf(map.get("alert")),
            expr,
            map.get("for") instanceof String after
                ? PrometheusDuration.parse(after)
                : Duration.ZERO,
            texts(map.get("labels")),
            texts(map.get("annotations")));
  }

  private static SortedMap<String, String> texts(@Nullable Object value) {
    var texts = new TreeMap<String, String>();
    map(value).forEach((key, text) -> texts.put(String.valueOf(key), String.valueOf(text)));
    return texts;
  }

  private static Map<?, ?> map(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  private static List<?> list(@Nullable Object value) {
    return value instanceof List<?> list ? list : List.of();
  }
}

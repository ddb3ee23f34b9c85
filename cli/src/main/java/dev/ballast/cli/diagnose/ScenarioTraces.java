// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.diagnose;

import dev.ballast.control.diagnosis.scene.CallGraph;
import dev.ballast.control.diagnosis.scene.Recording;
import dev.ballast.control.diagnosis.scene.SpanSample;
import dev.ballast.control.diagnosis.scene.Subject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** The few traces that a scenario keeps. */
record ScenarioTraces(ScenarioFiles files) {

  Recording<SpanSample> spans() {
    List<SpanSample> spans = new ArrayList<>();
    for (JsonNode span : files.optional("traces.json")) {
      spans.add(
          new SpanSample(
              number(span, "trace_id"),
              number(span, "span_id"),
              number(span, "parent_id"),
              new Subject(span.path("service").asString("unknown")),
              span.path("name").asString(""),
              files.instant("traces.json", span.path("start")).toEpochMilli() * 1000,
              (long) (span.path("duration_ms").asDouble(0) * 1000),
              span.path("status").asString("").equals("ERROR")));
    }
    return new Recording<>(List.of(), List.of(spans));
  }

  private static long number(JsonNode span, String key) {
    return span.path(key).isString() ? Lines.id(span.path(key).asString("")) : 0;
  }

  /** Who calls whom, as far as the few traces show. */
  CallGraph calls() {
    SortedMap<String, String> serviceOf = new TreeMap<>();
    for (JsonNode span : files.optional("traces.json")) {
      serviceOf.put(key(span, "span_id"), span.path("service").asString("unknown"));
    }
    Set<CallGraph.Call> calls = new HashSet<>();
    Set<String> seen = new TreeSet<>();
    for (JsonNode span : files.optional("traces.json")) {
      String caller = serviceOf.get(key(span, "parent_id"));
      String callee = span.path("service").asString("unknown");
      if (caller != null && seen.add(caller + "\n" + callee)) {
        calls.add(new CallGraph.Call(new Subject(caller), new Subject(callee)));
      }
    }
    return new CallGraph(calls);
  }

  private static String key(JsonNode span, String id) {
    return span.path(id).asString("");
  }
}
